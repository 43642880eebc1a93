"""Read a backup: nothing of it is believed before it was checked."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.vault.archives import MANIFEST, verify_archive

from ..engine.manifest import (
    FILE,
    SEALED_KEYS,
    Manifest,
    Node,
    misfits,
    read,
    strangers,
    unknown,
)
from . import keys

PIECE = 1024 * 1024
MOST_MEMBERS = 400_000  # more private files than that are copied with the means of the disk
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup that is whole and that this program can take back."""

    path: Path
    manifest: Manifest
    digest: str  # of the manifest
    members: dict[str, str]  # path -> SHA-256

    @property
    def has_keys(self) -> bool:
        return SEALED_KEYS in self.members

    @property
    def files(self) -> dict[str, str]:
        """Path of a member -> digest the private file is kept under."""
        found = {path: FILE.fullmatch(path) for path in self.members}
        return {path: match[2] for path, match in found.items() if match}

    @property
    def faults(self) -> dict[str, str]:
        """Private files that were not in order when the backup was made."""
        changed = {name: "changed" for path, name in self.files.items()
                   if self.members[path] != name}  # fmt: skip
        return {**self.manifest.faults, **changed}


def open_archive(path: Path, digest: str | None = None) -> Archive:
    """Check every byte of a backup, and whether it is one for this program.

    Args:
        digest: of the manifest, as it was printed when the backup was made.

    Raises:
        Problems: it is damaged, or is not the one whose digest was noted.
        Refused: it is no backup, or one of a newer program.
        OSError: it cannot be read.
    """
    problems = verify_archive(path, digest=digest, most=MOST_MEMBERS)
    if problems:
        raise Problems(problems)
    with zipfile.ZipFile(path) as source:
        text = source.read(MANIFEST)
    held = json.loads(text)
    manifest = read(held["about"])
    members = {row["path"]: row["sha256"] for row in held["members"]}
    if manifest is None or strangers(members):
        raise Refused("no-backup", name=path.name)
    if unknown(manifest, known_migrations()):
        raise Refused("backup-is-newer", version=manifest.version)
    return Archive(path, manifest, hashlib.sha256(text).hexdigest(), members)


def known_migrations() -> set[Node]:
    """Every migration this program has, and those that one of them replaces."""
    loader = MigrationLoader(None)
    found = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        found |= {(package, name) for package, name in migration.replaces}
    return found


def check_keys(archive: Archive, home: Path) -> None:
    """Refuse where the keys of this installation do not open what the backup holds."""
    missing = misfits(archive.manifest.keys, keys.proofs(home))
    if missing and archive.has_keys:
        raise Refused("keys-are-in-the-backup", names=missing)
    if missing:
        raise Refused("keys-do-not-fit", names=missing)


def check_room(archive: Archive, home: Path) -> None:
    """Refuse where the disk has no room for what will be unpacked."""
    needed = archive.manifest.size + 16 * PIECE
    if shutil.disk_usage(home).free < needed:
        raise Refused("disk-has-no-room", size=-(-needed // PIECE))


def unpack(archive: Archive, place: Path) -> None:
    """Put the parts of the database and the private files into a folder, readable by us only."""
    names = archive.files
    with zipfile.ZipFile(archive.path) as source:
        for path in archive.members:
            if path == SEALED_KEYS:
                continue
            target = place / path if path in names else place / "parts" / path.split("/")[1]
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            number = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with source.open(path) as packed, os.fdopen(number, "wb") as sink:
                shutil.copyfileobj(packed, sink, PIECE)
                sink.flush()
                os.fsync(sink.fileno())


@contextmanager
def room_needed() -> Iterator[None]:
    """Say in words that the disk is full."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise Refused("disk-is-full") from error
        raise


def sealed_keys(archive: Archive) -> bytes:
    """The closed keys of the archive.

    Raises:
        Refused: it holds none.
    """
    if not archive.has_keys:
        raise Refused("backup-without-keys", name=archive.path.name)
    with zipfile.ZipFile(archive.path) as source:
        return source.read(SEALED_KEYS)
