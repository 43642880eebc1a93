"""The folder of private files: each content once, under its digest, readable by the owner only.

A content is never written in place: it is made as a draft and moved when it is whole.  Who
moves one in holds the lock together with others, who takes one away holds it alone.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

DRAFTS, LOCK = "drafts", "lock"


def folder() -> Path:
    """Where private files lie."""
    return Path(settings.VAULT_FILES)


def made(place: Path) -> Path:
    """A folder that is there and, with those above it that were not, closed to others."""
    if not place.exists():
        made(place.parent)
        place.mkdir(mode=0o700, exist_ok=True)
    return place


def path_of(digest: str) -> Path:
    """Where the content with this digest lies, if it is kept."""
    return folder() / digest[:2] / digest


@contextmanager
def draft() -> Iterator[tuple[Path, BinaryIO]]:
    """A new file to write to, gone in the end unless it was moved."""
    place = made(folder() / DRAFTS)
    number, name = tempfile.mkstemp(dir=place)
    path = Path(name)
    try:
        with os.fdopen(number, "w+b") as file:
            yield path, file
    finally:
        with suppress(FileNotFoundError):
            path.unlink()


def move_in(path: Path, file: BinaryIO, digest: str) -> None:
    """Keep a finished draft under its digest, so that it is there after a power cut.

    One that is there already is replaced by the same bytes: it may have been damaged, and its
    new time keeps it from being tidied away before a row points at it.
    """
    file.flush()
    os.fsync(file.fileno())
    with locked(alone=False):
        target = path_of(digest)
        is_new = not target.parent.exists()
        made(target.parent)
        os.replace(path, target)
        os.utime(target)
        _sync(target.parent)
        if is_new:
            _sync(folder())


@contextmanager
def locked(*, alone: bool) -> Iterator[None]:
    """Hold the lock of the folder, alone or together with others."""
    number = os.open(made(folder()) / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
    finally:
        os.close(number)


def contents() -> Iterator[Path]:
    """Every content there is, whether or not a row points at it."""
    for place in sorted(folder().glob("[0-9a-f][0-9a-f]")):
        yield from sorted(path for path in place.iterdir() if len(path.name) == 64)


def drafts() -> Iterator[Path]:
    """What was begun and perhaps never finished, uploads as well."""
    for place in (folder() / DRAFTS, Path(settings.FILE_UPLOAD_TEMP_DIR)):
        if place.exists():
            yield from sorted(path for path in place.iterdir() if path.is_file())


def _sync(place: Path) -> None:
    number = os.open(place, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
