"""The ring of keys: one file each in the installation's folder, the newest one seals.

A file `vault-<number>.key` says its cipher and its secret, so keys of both ciphers may lie
side by side.  A retired key is renamed, not deleted: older backups still need it.
"""

from __future__ import annotations

import os
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .ciphers import PROVIDERS, Provider, derive

NAME = re.compile(r"vault-([1-9][0-9]{0,5})\.key")
SECRET = 32  # bytes


@dataclass(frozen=True)
class Key:
    """One key of the ring, and what follows from its secret."""

    number: int
    provider: Provider
    secret: bytes

    @cached_property
    def sealing(self) -> bytes:
        return derive(self.provider, self.secret, "seal", self.provider.key_size)

    @cached_property
    def indexing(self) -> bytes:
        return derive(self.provider, self.secret, "index", SECRET)


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys in use, by number."""

    keys: dict[int, Key]

    @property
    def newest(self) -> Key:
        return self.keys[max(self.keys)]


_steady: ContextVar[Ring | None] = ContextVar("steady ring", default=None)


def ring() -> Ring:
    """The keys in the folder now; the first one is made at first use."""
    return _steady.get() or ring_anew()


def ring_anew() -> Ring:
    """The same, even where the folder was looked at already."""
    folder = _folder()
    found = _read(folder, _stamp(folder))
    if not found.keys:
        add_key(1)
        found = _read(folder, _stamp(folder))
    return found


@contextmanager
def steady_ring() -> Iterator[None]:
    """Look at the folder once for all that is done inside: a large import asks a million times.

    A key that comes meanwhile seals from the next act on, and opens at once.
    """
    token = _steady.set(ring())
    try:
        yield
    finally:
        _steady.reset(token)


def add_key(number: int) -> bool:
    """Make the key `number`.  Of two who do so at once one wins; says whether it was this one."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    cipher = settings.VAULT_CIPHER
    if cipher not in PROVIDERS:
        raise ImproperlyConfigured(f"VAULT_CIPHER is {cipher!r}; choose one of {list(PROVIDERS)}")
    text = f"{cipher} {urlsafe_b64encode(secrets.token_bytes(SECRET)).decode()}\n"
    draft = folder / f"vault-{number}.{os.getpid()}.{secrets.token_hex(4)}"
    draft.touch(mode=0o600)
    draft.write_text(text)
    try:
        os.link(draft, _path(number))
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True


def retire_key(number: int) -> Path:
    """Put a key nothing uses aside; backups made before may still need it."""
    path = _path(number)
    aside = path.with_suffix(".key.retired")
    os.replace(path, aside)
    return aside


def _folder() -> Path:
    return _as_path(str(settings.VAULT_FOLDER))


@cache
def _as_path(folder: str) -> Path:
    """The same object for the same folder: a sheet of pupils asks half a million times."""
    return Path(folder)


def _path(number: int) -> Path:
    return _folder() / f"vault-{number}.key"


def _stamp(folder: Path) -> int:
    """Changes whenever a key comes or goes, so that running processes see a new key at once."""
    try:
        return os.stat(folder).st_mtime_ns
    except FileNotFoundError:
        return 0


@cache
def _read(folder: Path, stamp: int) -> Ring:
    found = {}
    for path in folder.glob("vault-*.key") if folder.exists() else ():
        if named := NAME.fullmatch(path.name):
            number = int(named[1])
            found[number] = _key(number, path)
    return Ring(found)


def _key(number: int, path: Path) -> Key:
    cipher, _, text = path.read_text().strip().partition(" ")
    try:
        secret = urlsafe_b64decode(text)
    except ValueError:
        secret = b""
    if cipher not in PROVIDERS or len(secret) != SECRET:
        raise ImproperlyConfigured(f"{path} is no key of the vault; put it back from a backup")
    return Key(number, PROVIDERS[cipher], secret)
