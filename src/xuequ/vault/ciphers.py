"""The ciphers a key may be for: AES-256-GCM with SHA-256, or SM4-GCM with SM3 (国密)."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE, TAG = 12, 16


class Provider:
    """What the vault asks of a cipher.  `about` is bound to the text but not kept in it."""

    name: str
    key_size: int
    hash: hashes.HashAlgorithm

    def seal(self, key: bytes, nonce: bytes, plain: bytes, about: bytes) -> bytes:
        """The sealed text: ciphertext and tag."""
        raise NotImplementedError

    def open(self, key: bytes, nonce: bytes, sealed: bytes, about: bytes) -> bytes:
        """The plain text.

        Raises:
            InvalidTag: another key sealed it, or for another column, or it was changed.
        """
        raise NotImplementedError


class Aes(Provider):
    """AES-256-GCM with SHA-256."""

    name, key_size, hash = "aes", 32, hashes.SHA256()

    def seal(self, key: bytes, nonce: bytes, plain: bytes, about: bytes) -> bytes:
        return AESGCM(key).encrypt(nonce, plain, about)

    def open(self, key: bytes, nonce: bytes, sealed: bytes, about: bytes) -> bytes:
        return AESGCM(key).decrypt(nonce, sealed, about)


class Sm4(Provider):
    """SM4-GCM with SM3 (GB/T 32907, GB/T 32905)."""

    name, key_size, hash = "sm4", 16, hashes.SM3()

    def seal(self, key: bytes, nonce: bytes, plain: bytes, about: bytes) -> bytes:
        work = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
        work.authenticate_additional_data(about)
        return work.update(plain) + work.finalize() + work.tag

    def open(self, key: bytes, nonce: bytes, sealed: bytes, about: bytes) -> bytes:
        if len(sealed) < TAG:
            raise InvalidTag
        work = Cipher(algorithms.SM4(key), modes.GCM(nonce, sealed[-TAG:])).decryptor()
        work.authenticate_additional_data(about)
        return work.update(sealed[:-TAG]) + work.finalize()


PROVIDERS: dict[str, Provider] = {each.name: each for each in (Aes(), Sm4())}


def derive(provider: Provider, secret: bytes, purpose: str, size: int) -> bytes:
    """A key for one purpose from the secret of a key file."""
    return HKDF(provider.hash, size, None, f"xuequ vault {purpose}".encode()).derive(secret)


def mac(provider: Provider, key: bytes, text: bytes) -> str:
    """A digest of `text` nobody can make without the key."""
    work = hmac.HMAC(key, provider.hash)
    work.update(text)
    return work.finalize().hex()
