"""Take in private files, hand them to who may read them, and drop them."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet

from xuequ.kernel.refusal import Refused

from .. import store
from ..engine.archive import Content
from ..engine.examine import check_size, clean, examine
from ..engine.names import clean_name, shorten
from ..engine.quota import Quota, check_quota
from ..engine.zips import MEGABYTE
from ..models import StoredFile
from ..queries.files import held, limits
from ..scanning import scan

Upload: TypeAlias = "File[bytes] | BinaryIO | bytes"
PIECE = 256 * 1024
log = logging.getLogger("xuequ.vault")


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was examined and lies in its place, and has no row yet."""

    digest: str
    size: int
    kind: str  # media type
    name: str
    is_scanned: bool


def store_file(upload: Upload, *, name: str) -> StoredFile:
    """Take in a file and add its row in the transaction of the caller.

    Where scanning takes long or other work waits for the database, call `take_in` before the
    transaction and `store_taken` in it.  Point at the row with a foreign key: what nothing
    points at is tidied away after a day.

    Raises:
        Refused: the file is not taken; nothing is left of it.
    """
    return store_taken(take_in(upload, name=name))


def take_in(upload: Upload, *, name: str) -> Taken:
    """Receive, examine, scan and keep a content; touches no row.

    What is kept, and what the digest is of, is the content without what tells where and when a
    photograph or film was taken.  Without a row it is an orphan, which `tidy` takes away.

    Raises:
        Refused: the file is not taken; nothing is left of it.
    """
    called = clean_name(name)
    size = len(upload) if isinstance(upload, bytes) else getattr(upload, "size", None)
    if size is not None:
        check_size(called, size, limits())
    with _kept_whole(called), store.draft() as (path, file), store.draft() as (other, sink):
        size, digest = _receive(upload, file, called)
        kind = examine(file, called)
        if clean(file, sink, kind):
            path, file = other, sink
            size, digest = _measured(sink)
        file.flush()
        is_scanned = scan(path, called)
        store.move_in(path, file, digest)
    return Taken(digest, size, kind.media, called, is_scanned)


@transaction.atomic
def store_taken(taken: Taken) -> StoredFile:
    """Add the row of a file that was taken in."""
    return StoredFile.objects.create(
        digest=taken.digest,
        size=taken.size,
        kind=taken.kind,
        name=taken.name,
        is_scanned=taken.is_scanned,
    )


def open_file(stored: StoredFile) -> BinaryIO:
    """The content of a file, to be read and closed.

    Raises:
        Refused: it is not where it was put.
    """
    try:
        return store.path_of(stored.digest).open("rb")
    except OSError as error:
        log.error("private file %s (%s): %s", stored.pk, stored.digest, error)
        raise Refused("stored-file-missing", name=stored.name) from error


@transaction.atomic
def drop_file(stored: StoredFile) -> None:
    """Let go of a file; its content goes when `tidy` finds that no row has it any more.

    Raises:
        ProtectedError: something still points at it.
    """
    stored.delete()


def content_of(stored: StoredFile, path: str) -> Content:
    """A file as a member of an archive; one that was changed on the disk refuses the archive."""
    return Content(path, stored.size, lambda: open_file(stored), stored.digest)


def check_entry_quota(rows: QuerySet[StoredFile]) -> None:
    """Refuse when the files of one entry are too many or too large together."""
    most = settings.VAULT_ENTRY_MEGABYTES * MEGABYTE
    check_quota(held(rows), Quota(settings.VAULT_ENTRY_FILES, most))


def check_authority_quota(rows: QuerySet[StoredFile]) -> None:
    """Refuse when the files of one authority are too large together."""
    found, most = held(rows), settings.VAULT_AUTHORITY_GIGABYTES
    if found.size > most * 1024 * MEGABYTE:
        raise Refused("authority-has-no-room", limit=most)


@contextmanager
def _kept_whole(name: str) -> Iterator[None]:
    """Say in words that the disk did not do its part."""
    try:
        yield
    except OSError as error:
        log.error("a private file could not be kept: %s", error)
        raise Refused("file-cannot-be-kept", name=shorten(name, 60)) from error


def _receive(upload: Upload, sink: BinaryIO, name: str) -> tuple[int, str]:
    """Copy what comes, up to the limit; its size and digest."""
    most, done, work = limits(), 0, hashlib.sha256()
    for piece in _pieces(upload):
        done += len(piece)
        if piece:
            check_size(name, done, most)
        work.update(piece)
        sink.write(piece)
    check_size(name, done, most)
    return done, work.hexdigest()


def _pieces(upload: Upload) -> Iterator[bytes]:
    if isinstance(upload, bytes):
        yield upload
    elif isinstance(upload, File):
        yield from upload.chunks(PIECE)
    else:
        while piece := upload.read(PIECE):
            yield piece


def _measured(file: BinaryIO) -> tuple[int, str]:
    """Size and digest of what was written."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    return file.seek(0, 2), digest
