"""What is left over is tidied away after a day and never before, and what is kept is checked."""

from __future__ import annotations

import os
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from support_plugin import Cast
from xuequ.cli.main import main
from xuequ.cli.tests.asking import Capture, rows_of
from xuequ.ledger.models import Attachment, Entry
from xuequ.vault import store
from xuequ.vault.models import StoredFile
from xuequ.vault.queries import faults
from xuequ.vault.services import drop_file, store_file, tidy
from xuequ.vault.tests.samples import pdf, png

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def old(stored: StoredFile) -> StoredFile:
    """The file as if it had been stored the day before yesterday."""
    then = timezone.now() - timedelta(days=2)
    StoredFile.objects.filter(pk=stored.pk).update(stored_at=then)
    os.utime(store.path_of(stored.digest), (then.timestamp(), then.timestamp()))
    return stored


def attached(cast: Cast, stored: StoredFile) -> Attachment:
    """An entry that has the file."""
    entry = Entry.objects.create(
        authority=cast.authority, artefact="log", title="听课", happened_on=date(2026, 10, 8)
    )
    return Attachment.objects.create(entry=entry, file=stored)


def test_a_file_something_points_at_stays(cast: Cast) -> None:
    stored = old(store_file(pdf(), name="a.pdf"))
    attached(cast, stored)
    assert tidy().rows == 0 and store.path_of(stored.digest).exists()
    with pytest.raises(ProtectedError):
        drop_file(stored)


def test_a_file_nothing_points_at_goes_with_its_content() -> None:
    stored = old(store_file(pdf(), name="a.pdf"))
    found = tidy()
    assert (found.rows, found.contents, found.size) == (1, 1, stored.size)
    assert not StoredFile.objects.exists() and not store.path_of(stored.digest).exists()


def test_what_is_younger_than_a_day_stays() -> None:
    stored = store_file(pdf(), name="a.pdf")
    drop_file(stored)
    with store.draft() as (path, _):
        assert tidy() == type(tidy())(0, 0, 0, 0)
        assert path.exists() and store.path_of(stored.digest).exists()


def test_unfinished_drafts_and_uploads_go(home: Path) -> None:
    for name in ("drafts", "uploads"):
        (home / name).mkdir(parents=True)
        (home / name / "left").write_bytes(b"1234")
        os.utime(home / name / "left", (1, 1))
    found = tidy()
    assert (found.drafts, found.size) == (2, 8)


def test_tidying_waits_for_a_content_that_is_being_moved_in(home: Path) -> None:
    stored = old(store_file(pdf(), name="a.pdf"))
    StoredFile.objects.all().delete()
    came_in = threading.Event()

    def wait() -> None:
        with store.locked(alone=True):
            came_in.set()

    with store.locked(alone=False):
        waiting = threading.Thread(target=wait)
        waiting.start()
        assert not came_in.wait(0.05)
        os.utime(store.path_of(stored.digest))
    waiting.join(5)
    assert came_in.is_set()
    assert tidy().contents == 0  # it is as good as new


def test_every_fault_of_a_kept_file_is_named() -> None:
    whole, gone, changed, shown = (store_file(png(n, n), name=f"{n}.png") for n in range(1, 5))
    store.path_of(gone.digest).unlink()
    store.path_of(changed.digest).write_bytes(b"other")
    store.path_of(shown.digest).chmod(0o644)
    found = {each.name: each.kind for each in faults()}
    assert found == {"2.png": "missing", "3.png": "changed", "4.png": "open"}
    assert whole.name not in found


def test_the_command_names_faults_and_tidies(capsys: Capture) -> None:
    stored = old(store_file(pdf(), name="a.pdf"))
    assert rows_of(capsys, "vault", "files") == (0, [])
    store.path_of(stored.digest).write_bytes(b"other")
    code, rows = rows_of(capsys, "vault", "files")
    assert code == 1 and [(row["name"], row["state"]) for row in rows] == [("a.pdf", "changed")]
    os.utime(store.path_of(stored.digest), (1, 1))
    assert main(["--language", "en", "vault", "tidy"]) == 0
    assert "1 files nothing points at, 1 contents" in capsys.readouterr().out
    assert main(["--language", "en", "vault", "tidy", "--hours", "0"]) == 2
