"""What is wrong with a backup is said before anything is touched."""

from __future__ import annotations

import errno
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site

from support_plugin import Cast
from xuequ.kernel.actors import program
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line
from xuequ.upkeep import sealing
from xuequ.upkeep.models import Backup
from xuequ.upkeep.services import backups
from xuequ.upkeep.services.backups import drop_older, make_backup
from xuequ.upkeep.services.restores import Wish, check
from xuequ.upkeep.tests.installation import PASSPHRASE
from xuequ.vault import store
from xuequ.vault.archives import content, write_archive
from xuequ.vault.services import store_file
from xuequ.vault.tests.samples import png
from xuequ.web.refusals import explain

pytestmark = pytest.mark.django_db(transaction=True)
ACTOR = program("backup")


@pytest.fixture
def home(cast: Cast, settings: Any, tmp_path: Path) -> Path:
    """The folder of an installation with the keys of the tests and one private file."""
    folder = tmp_path / "home"
    shutil.copytree(Path(site.HOME) / "keys", folder / "keys")
    settings.HOME = folder
    settings.VAULT_FILES = folder / "files"
    settings.FILE_UPLOAD_TEMP_DIR = folder / "uploads"
    store_file(png(), name="课堂.png")
    return folder


def refusal(path: Path, wish: Wish | None = None) -> str:
    """Why a backup cannot be taken back; there is a sentence for it."""
    with pytest.raises(Refused) as refused:
        check(path, wish or Wish())
    assert explain(refused.value)
    return refused.value.code


def test_a_backup_is_noted_and_checked_whole(home: Path, tmp_path: Path) -> None:
    made = make_backup(tmp_path, actor=ACTOR)
    row, line = Backup.objects.get(), Line.objects.first()
    assert line and (line.verb, line.note["archive"]) == ("make-backup", row.digest)
    assert made.path.name.startswith("xuequ-") and made.path.stat().st_mode & 0o077 == 0
    assert (row.files, row.faults, row.has_keys) == (1, 0, False)
    found = check(made.path, Wish(digest=row.digest))
    assert found.manifest == made.manifest and found.digest == row.digest
    assert found.manifest.rows["record_line"] == Line.objects.count() - 1
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def without(path: Path, name: str) -> None:
    """Write the archive anew without one member."""
    with zipfile.ZipFile(path) as old:
        kept = {each: old.read(each) for each in old.namelist() if name not in each}
    with zipfile.ZipFile(path, "w") as new:
        for each, data in kept.items():
            new.writestr(each, data)


def flipped(path: Path, name: str) -> None:
    """Change one byte of one member."""
    with zipfile.ZipFile(path) as archive:
        info = next(each for each in archive.infolist() if each.filename.startswith(name))
    data = bytearray(path.read_bytes())
    data[info.header_offset + 30 + len(info.filename) + info.file_size // 2] ^= 1
    path.write_bytes(data)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-100]),
    "a byte of the database": lambda path: flipped(path, "database/"),
    "a byte of a private file": lambda path: flipped(path, "files/"),
    "a byte of the manifest": lambda path: flipped(path, "manifest.json"),
    "no private file": lambda path: without(path, "files/"),
    "no database": lambda path: without(path, "database/"),
    "no manifest": lambda path: without(path, "manifest.json"),
    "not an archive": lambda path: path.write_bytes(b"PK" * 500),
}


def test_every_damage_is_named_and_another_backup_is_not_taken_for_it(
    home: Path, tmp_path: Path
) -> None:
    whole = make_backup(tmp_path / "whole.zip", actor=ACTOR)
    for name, damage in DAMAGES.items():
        path = tmp_path / "damaged.zip"
        shutil.copy(whole.path, path)
        damage(path)
        with pytest.raises(Problems) as problems:
            check(path, Wish())
        assert "damaged.zip" in problems.value.say("en")[0], name
    with pytest.raises(Problems, match="not the one noted"):
        check(whole.path, Wish(digest="0" * 64))


def test_a_backup_this_program_cannot_read_is_refused(home: Path, tmp_path: Path) -> None:
    made = make_backup(tmp_path / "made.zip", actor=ACTOR)

    def rewritten(**changes: Any) -> Path:
        path = tmp_path / "other.zip"
        with path.open("w+b") as out:
            about = replace(made.manifest, **changes).about()
            write_archive(out, [content("database/x.gz", b"x")], about=about)
        return path

    later = (*made.manifest.migrations, ("directory", "9999_wings"))
    assert refusal(rewritten(migrations=later, version="9.0")) == "backup-is-newer"
    assert refusal(rewritten(vendor="other")) == "other-kind-of-database"
    assert refusal(rewritten(size=10**18)) == "disk-has-no-room"
    foreign = tmp_path / "foreign.zip"
    with foreign.open("w+b") as out:
        write_archive(out, [content("a.txt", b"a")], about={"kind": "ledger"})
    assert refusal(foreign) == "no-backup"


def test_keys_must_fit_and_a_backup_without_keys_has_none(home: Path, tmp_path: Path) -> None:
    bare = make_backup(tmp_path / "bare.zip", actor=ACTOR)
    closed = make_backup(tmp_path / "closed.zip", actor=ACTOR, passphrase=PASSPHRASE)
    assert refusal(bare.path, Wish(PASSPHRASE)) == "backup-without-keys"
    text = (home / "keys" / "record").read_bytes()
    assert text not in bare.path.read_bytes() and text not in closed.path.read_bytes()
    (home / "keys" / "record").write_text("another")
    assert refusal(bare.path) == "keys-do-not-fit"
    assert refusal(closed.path) == "keys-are-in-the-backup"
    with pytest.raises(Refused, match="passphrase-too-short"):
        make_backup(tmp_path / "short.zip", actor=ACTOR, passphrase="short")
    assert not (tmp_path / "short.zip").exists()


def test_a_damaged_private_file_is_named_and_keeps_nothing_else_from_being_backed_up(
    home: Path, tmp_path: Path
) -> None:
    gone = store_file(png(3, 3), name="没有了.png")
    rotten = store_file(png(4, 4), name="坏了.png")
    store.path_of(gone.digest).unlink()
    path = store.path_of(rotten.digest)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    made = make_backup(tmp_path / "made.zip", actor=ACTOR)
    assert (made.row.files, made.row.faults) == (2, 2)
    assert check(made.path, Wish()).faults == {gone.digest: "missing", rotten.digest: "changed"}


def test_a_full_disk_leaves_no_half_of_a_backup(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object, **more: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(backups, "write_archive", full)
    target = tmp_path / "target"
    target.mkdir()
    with pytest.raises(Refused, match="disk-is-full"):
        make_backup(target, actor=ACTOR)
    assert list(target.iterdir()) == [] and not Backup.objects.exists()


def test_only_the_newest_backups_are_kept_and_nothing_else_is_deleted(tmp_path: Path) -> None:
    names = [f"xuequ-2026110{day}-020000.zip" for day in range(1, 6)]
    for name in (*names, "xuequ-mine.zip", "notes.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in drop_older(tmp_path, 2)] == names[:3]
    assert {path.name for path in tmp_path.iterdir()} == {*names[3:], "xuequ-mine.zip", "notes.txt"}


def test_a_passphrase_opens_only_what_it_closed() -> None:
    closed = sealing.seal({"keys/record": b"secret"}, PASSPHRASE)
    assert sealing.unseal(closed, PASSPHRASE) == {"keys/record": b"secret"}
    for wrong, text in (PASSPHRASE + "!", closed), (PASSPHRASE, closed[:-1] + b"\0"):
        with pytest.raises(sealing.WrongPassphrase):
            sealing.unseal(text, wrong)
    assert b"secret" not in closed and json.dumps(sealing.proof(b"secret"))
