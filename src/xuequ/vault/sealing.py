"""A value as the database keeps it: number of the key, nonce and ciphertext."""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from django.conf import settings

from .ciphers import NONCE, mac
from .keys import Key, ring, ring_anew


class CannotOpen(Exception):
    """A kept value that no key of the ring opens; it is never guessed at."""


class Sealed:
    """A value that shows itself only to whoever opens it.

    In a page, a log line or an error it is a row of dots, so nothing leaks by being printed.
    """

    __slots__ = ("_about", "_kept", "_plain")

    def __init__(self, plain: str | None, kept: str = "", about: str = "") -> None:
        self._plain, self._kept, self._about = plain, kept, about

    def open(self) -> str:
        """The plain value.

        Raises:
            CannotOpen: its key is not on the ring, or somebody changed the text.
        """
        if self._plain is None:
            self._plain = _open(self._kept, self._about)
        return self._plain

    def is_kept_as(self, other: object) -> bool:
        """Is it kept in the very same words as another, so that it opens to the same?"""
        if not isinstance(other, Sealed) or not self._kept:
            return False
        return self._kept == other._kept and self._about == other._about

    def keep(self, about: str) -> str:
        """The text to keep for a column; what the newest key sealed for it stays as it is."""
        newest = ring().newest
        if self._about == about and self._kept.startswith(prefix(newest.number)):
            return self._kept
        return _seal(self.open(), about, newest)

    def __str__(self) -> str:
        return "••••••"

    __repr__ = __str__


def prefix(number: int) -> str:
    """How every text begins that the key `number` sealed."""
    return f"{number}."


def key_of(kept: str) -> int | None:
    """The number of the key a text says it was sealed with; None if it says none."""
    number, dot, _ = kept.partition(".")
    return int(number) if dot and number.isascii() and number.isdigit() else None


def index_of(plain: str, about: str, key: Key) -> str:
    """What exact search compares: the same for the same value, key and column."""
    text = f"{about}\0{plain}".encode()
    return f"{prefix(key.number)}{mac(key.provider, key.indexing, text)}"


def digest_of(plain: str, about: str) -> str:
    """What the record may know of a value; it stays the same when keys are rotated."""
    text = f"{about}\0{plain}".encode()
    return hmac.new(settings.VAULT_DIGEST_KEY.encode(), text, sha256).hexdigest()


def _seal(plain: str, about: str, key: Key) -> str:
    nonce = secrets.token_bytes(NONCE)
    sealed = key.provider.seal(key.sealing, nonce, plain.encode(), about.encode())
    return prefix(key.number) + urlsafe_b64encode(nonce + sealed).decode()


def _open(kept: str, about: str) -> str:
    number = key_of(kept)
    if number is None:
        raise CannotOpen(f"{about} holds a text the vault did not write")
    key = ring().keys.get(number) or ring_anew().keys.get(number)
    if key is None:
        raise CannotOpen(f"{about} needs vault-{number}.key; put it back into the folder of keys")
    try:
        raw = urlsafe_b64decode(kept.partition(".")[2])
        plain = key.provider.open(key.sealing, raw[:NONCE], raw[NONCE:], about.encode())
    except (InvalidTag, ValueError) as error:
        raise CannotOpen(
            f"{about} was changed, moved from another column, or sealed with another "
            f"vault-{number}.key"
        ) from error
    return plain.decode()
