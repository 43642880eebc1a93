"""Close the keys of an installation under a passphrase, and open them again.

The key is derived with scrypt (memory-hard, so that guessing is dear), the text sealed with
AES-256-GCM.  `proof` says which key a file holds without telling it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

ABOUT = b"xuequ keys 1"
COST, BLOCK, LANES = 2**16, 8, 1  # 64 MB and some tenths of a second for each guess
LEAST_LETTERS = 12  # of a passphrase


class WrongPassphrase(Exception):
    """The passphrase does not open it, or somebody changed it."""


def seal(files: Mapping[str, bytes], passphrase: str) -> bytes:
    """The files by name, closed under the passphrase."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    plain = json.dumps({name: b64encode(data).decode() for name, data in files.items()}).encode()
    closed = AESGCM(_key(passphrase, salt)).encrypt(nonce, plain, ABOUT)
    return salt + nonce + closed


def unseal(closed: bytes, passphrase: str) -> dict[str, bytes]:
    """The files by name.

    Raises:
        WrongPassphrase: it does not open them.
    """
    salt, nonce, text = closed[:16], closed[16:28], closed[28:]
    try:
        plain = AESGCM(_key(passphrase, salt)).decrypt(nonce, text, ABOUT)
    except (InvalidTag, ValueError) as error:
        raise WrongPassphrase from error
    return {str(name): b64decode(data) for name, data in json.loads(plain).items()}


def proof(data: bytes) -> str:
    """What tells one key from another and does not tell the key."""
    return hmac.new(data.strip(), ABOUT, hashlib.sha256).hexdigest()[:32]


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=COST, r=BLOCK, p=LANES).derive(passphrase.encode())
