"""Encrypted columns (密文字段) with their keys, and private files (附件).

Settings say where the keys lie (`VAULT_FOLDER`), which cipher new keys are for
(`VAULT_CIPHER`) and under which key the record digests such a value (`VAULT_DIGEST_KEY`);
where the files lie (`VAULT_FILES`), what scans them (`VAULT_SCAN`), and how large they may be.
"""
