"""Take an installation back from a backup, and prove it before it takes the old one's place."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from xuequ.kernel.refusal import Refused
from xuequ.vault import store

from .. import swap
from . import archives, keys
from .archives import Archive
from .loading import Proof, read_proof
from .places import Place, link, place_of

PROGRAM = "xuequ.upkeep.services.loading"


@dataclass(frozen=True, slots=True)
class Wish:
    """How to restore."""

    passphrase: str | None = None  # opens the keys of the backup; None: those here are used
    sets_aside: bool = False  # even if there is an installation in use
    digest: str | None = None  # of the manifest, as noted when the backup was made


@dataclass(frozen=True, slots=True)
class Restored:
    """What was proved, and where the old installation lies now."""

    proof: Proof
    aside: Path | None


def check(path: Path, wish: Wish) -> Archive:
    """Everything that can be said of a backup before anything is touched.

    Raises:
        Problems: it is damaged.
        Refused: this program or this installation cannot take it back.
    """
    archive = archives.open_archive(path, wish.digest)
    home, address = Path(settings.HOME), os.environ.get("DATABASE_URL", "")
    if archive.manifest.vendor != ("postgresql" if address else "sqlite"):
        raise Refused("other-kind-of-database", made=archive.manifest.vendor)
    if wish.passphrase is None:
        archives.check_keys(archive, home)
    else:
        archives.sealed_keys(archive)
    archives.check_room(archive, home)
    return archive


def restore(path: Path, wish: Wish, tell: Callable[[str], None] = lambda _: None) -> Restored:
    """Make the restored installation beside the old one, prove it, and let it take the place.

    Until the last step the old installation is as it was; a restore that is killed leaves it.

    Args:
        tell: is called with the code of every step as it begins.

    Raises:
        Problems: the backup is damaged; nothing was touched.
        Refused: it cannot be restored here; nothing was changed.
        OSError: the disk is closed; nothing was changed.
    """
    tell("verify")
    archive = check(path, wish)
    home = Path(settings.HOME)
    with swap.alone(home), archives.room_needed():
        place = place_of(home, os.environ.get("DATABASE_URL", ""))
        is_empty = place.is_empty()
        if not is_empty and not wish.sets_aside:
            raise Refused("installation-is-in-use")
        shutil.rmtree(place.staging, ignore_errors=True)
        place.hold()
        try:
            proof = _make(place, archive, wish, tell)
            tell("switch")
            aside = _take_place(place, archive, wish)
        finally:
            place.clear()
    return Restored(proof, None if is_empty else aside)


def _make(place: Place, archive: Archive, wish: Wish, tell: Callable[[str], None]) -> Proof:
    """The new installation in its own folder, proved."""
    staging = place.staging
    staging.mkdir(mode=0o700)
    if wish.passphrase is None:
        keys.copy(place.home, staging)
    else:
        keys.put(archives.sealed_keys(archive), wish.passphrase, staging)
        archives.check_keys(archive, staging)
    tell("unpack")
    archives.unpack(archive, staging)
    if not archive.manifest.has_files:
        (staging / "files").symlink_to(store.made(store.folder()))
    about = {"manifest": archive.manifest.about(), "digest": archive.digest,
             "faults": archive.faults}  # fmt: skip
    (staging / "about.json").write_text(json.dumps(about), "utf-8")
    tell("load")
    proof = _run(place)
    if not proof.holds:
        raise Refused("restored-is-not-right", found=_faults_of(proof))
    return proof


def _run(place: Place) -> Proof:
    """Load and prove in a program of its own, which sees only the new installation."""
    environment = {**os.environ, **place.environment(), "XUEQU_HOME": str(place.staging)}
    done = subprocess.run(
        [sys.executable, "-m", PROGRAM, str(place.staging)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise Refused("backup-does-not-load", said=last[:300])
    return read_proof(place.staging)


def _take_place(place: Place, archive: Archive, wish: Wish) -> Path:
    """Keep the old installation aside, then let the new one take its place."""
    home, staging = place.home, place.staging
    aside = home / f"aside-{timezone.localtime():%Y%m%d-%H%M%S}"
    aside.mkdir(mode=0o700)
    place.keep_old(aside)
    if (home / keys.FOLDER).exists():
        keys.copy(home, aside)
    for path in store.contents():
        other = aside / "files" / path.parent.name / path.name
        store.made(other.parent)
        link(path, other)
    for name in archive.files.values():
        source, target = staging / "files" / name[:2] / name, store.path_of(name)
        store.made(target.parent)
        os.replace(source, target)
    for name in keys.BESIDE:
        if (staging / name).exists():
            if (home / name).exists():
                os.replace(home / name, aside / name)
            os.replace(staging / name, home / name)
    has_new_keys = wish.passphrase is not None
    swap.switch(home, lambda: place.decide(aside), new_keys=has_new_keys)
    return aside


def _faults_of(proof: Proof) -> list[str]:
    """What does not agree, shortly."""
    found = [*proof.differing, *proof.unreadable]
    if proof.fault:
        found.append(f"record: {proof.fault}")
    found += [f"{digest[:12]}: {kind}" for digest, kind in proof.wrong.items()]
    return found[:20]
