"""Encrypted columns (密文字段), their keys, and the rotation of keys.

Settings say where the keys lie (`VAULT_FOLDER`), which cipher new keys are for
(`VAULT_CIPHER`) and under which key the record digests such a value (`VAULT_DIGEST_KEY`).
"""
