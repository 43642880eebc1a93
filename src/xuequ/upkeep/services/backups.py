"""Write one archive of the whole installation while it is used."""

from __future__ import annotations

import json
import os
import tempfile
import time
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write
from xuequ.vault import store
from xuequ.vault.archives import MANIFEST, Content, Written, content, write_archive

from ..engine.manifest import FILE, SEALED_KEYS, Manifest
from ..models import Backup
from . import keys
from .archives import MOST_MEMBERS, room_needed
from .snapshots import Snapshot, snapshot

WORKSHOP = ".xuequ-backup-"
DAY = 86400
PATTERN = "xuequ-????????-??????.zip"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was written whole."""

    path: Path
    written: Written
    manifest: Manifest
    row: Backup


def make_backup(
    place: Path, *, actor: Actor, passphrase: str | None = None, with_files: bool = True
) -> Made:
    """Write the installation as it is at one moment into one file, and note that in the record.

    Args:
        place: a folder, where the file is named by the time; or the file itself, not there yet.
        passphrase: closes the keys, which are taken along only with one.
        with_files: whether private files are taken along.

    Raises:
        Refused: the file is there already, or the passphrase is too short.
        OSError: the disk is closed.  Whatever happens, no half of a file is left.
    """
    made_at = timezone.localtime()
    path = place / f"xuequ-{made_at:%Y%m%d-%H%M%S}.zip" if place.is_dir() else place
    if path.exists():
        raise Refused("backup-is-there", name=path.name)
    sealed = None if passphrase is None else keys.closed(Path(settings.HOME), passphrase)
    _sweep(path.parent)
    with (
        room_needed(),
        tempfile.TemporaryDirectory(prefix=WORKSHOP, dir=path.parent) as workshop,
        store.locked(alone=False),  # nothing is tidied away meanwhile
    ):
        taken = snapshot(Path(workshop))
        draft = Path(workshop) / "archive"
        manifest, written = _write(draft, taken, made_at, sealed, with_files)
        faults = {**manifest.faults, **_changed(draft)}
        os.chmod(draft, 0o600)
        _publish(draft, path)
    row = Backup(
        made_at=made_at,
        name=path.name[:200],
        digest=written.digest,
        size=path.stat().st_size,
        rows=sum(manifest.rows.values()),
        files=manifest.files,
        faults=len(faults),
        has_files=with_files,
        has_keys=sealed is not None,
    )
    return Made(path, written, manifest, _note(row, actor))


def drop_older(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest backups in a folder that are named by the time."""
    older = sorted(folder.glob(PATTERN))[:-keep]
    for path in older:
        path.unlink()
    return older


@transaction.atomic
def _note(row: Backup, actor: Actor) -> Backup:
    row.save()
    write("make-backup", row, actor=actor, note={"archive": row.digest, "stored": row.files})
    return row


def _write(
    draft: Path, taken: Snapshot, made_at: datetime, sealed: bytes | None, with_files: bool
) -> tuple[Manifest, Written]:
    files, faults = _stored(taken.stored) if with_files else ([], {})
    parts = [*taken.parts, *files]
    if sealed is not None:
        parts.append(content(SEALED_KEYS, sealed))
    manifest = Manifest(
        version=version("xuequ"),
        vendor=connection.vendor,
        made_at=made_at.isoformat(timespec="seconds"),
        migrations=taken.migrations,
        rows=taken.rows,
        columns=taken.columns,
        counters=taken.counters,
        keys=keys.proofs(Path(settings.HOME)),
        has_files=with_files,
        files=len(files),
        faults=faults,
        size=taken.size + sum(each.size for each in files),
    )
    if len(parts) > MOST_MEMBERS - 2:
        raise Refused("too-many-files-to-back-up", limit=MOST_MEMBERS)
    with draft.open("w+b") as out:
        written = write_archive(out, parts, about=manifest.about(), most=MOST_MEMBERS)
        out.flush()
        os.fsync(out.fileno())
    return manifest, written


def _stored(wanted: dict[str, int]) -> tuple[list[Content], dict[str, str]]:
    """The private files as they lie there, and what is wrong with those that are not in order.

    One damaged file does not keep all others from being backed up: it is named and left as it is.
    """
    found, faults = [], {}
    for digest, size in sorted(wanted.items()):
        path = store.path_of(digest)
        try:
            there = path.stat().st_size
        except FileNotFoundError:
            faults[digest] = "missing"
            continue
        if there != size:
            faults[digest] = "changed"
        name = f"files/{digest[:2]}/{digest}"
        found.append(Content(name, there, lambda path=path: path.open("rb")))  # type: ignore[misc]
    return found, faults


def _changed(draft: Path) -> dict[str, str]:
    """The private files that are in the archive with another content than was stored."""
    with zipfile.ZipFile(draft) as archive:
        rows = json.loads(archive.read(MANIFEST))["members"]
    named = [(FILE.fullmatch(row["path"]), row["sha256"]) for row in rows]
    return {match[2]: "changed" for match, digest in named if match and match[2] != digest}


def _publish(draft: Path, path: Path) -> None:
    """Give the finished file its name, unless somebody else took that meanwhile."""
    try:
        os.link(draft, path)
    except FileExistsError as error:
        raise Refused("backup-is-there", name=path.name) from error
    except OSError:  # a disk without links, such as a stick
        os.rename(draft, path)
    number = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _sweep(folder: Path) -> None:
    """Take away what a backup left that was killed long ago."""
    for left in folder.glob(f"{WORKSHOP}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > DAY:
                _empty(left)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
