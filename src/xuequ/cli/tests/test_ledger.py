"""Counters made anew, archives written and verified, from the command line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from xuequ.cli.main import main
from xuequ.cli.tests.asking import Capture
from xuequ.ledger.models import Counter, Entry
from xuequ.ledger.services.entries import withdraw_entry
from xuequ.ledger.tests.archived import rewritten, with_photo
from xuequ.ledger.tests.handed import OBSERVATION, handed, mover
from xuequ.ledger.tests.township import Town, town
from xuequ.record.models import Line
from xuequ.vault import store

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None, tmp_path: Path, settings: object) -> Iterator[Town]:
    settings.VAULT_FILES = tmp_path / "files"  # type: ignore[attr-defined]
    yield town()


def test_the_command_writes_verifies_and_names_what_was_changed(
    here: Town, tmp_path: Path, capsys: Capture
) -> None:
    entry = with_photo(here)
    withdraw_entry(entry, actor=mover(here))
    path = tmp_path / "台账.zip"
    ask = ["ledger", "archive", here.authority.name, "--school", here.city.name]
    days = ["--since", "2026-09-01", "--last", "2027-08-31"]
    assert main([*ask, *days, "-o", str(path)]) == 0
    noted = capsys.readouterr().out.split()[-1]
    assert main(["ledger", "verify", str(path), "--digest", noted]) == 0
    assert f"第{Line.objects.latest('number').number}行" in capsys.readouterr().out
    path.write_bytes(
        rewritten(io.BytesIO(path.read_bytes()), lambda held: held.update({"y": b""})).getvalue()
    )
    assert main(["ledger", "verify", str(path)]) == 1
    assert "“y”" in capsys.readouterr().err
    assert main(["ledger", "verify", str(tmp_path / "nothing.zip")]) == 2


def test_the_command_refuses_what_is_not_there_and_leaves_no_file(
    here: Town, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "x.zip"
    ask = ["ledger", "archive", here.authority.name, "--person", "999999"]
    assert main([*ask, "--since", "2026-09-01", "--last", "2026-09-30", "-o", str(path)]) == 2
    assert "999999" in capsys.readouterr().err
    back = ["--since", "2026-09-30", "--last", "2026-09-01", "-o", str(path)]
    assert main([*ask[:-2], "--school", here.city.name, *back]) == 2
    with_photo(here)
    store.path_of(Entry.objects.get().attachments.get().file.digest).unlink()
    days = ["--since", "2026-09-01", "--last", "2027-08-31"]
    assert main([*ask[:-2], "--school", here.city.name, *days, "-o", str(path)]) == 2
    assert not list(tmp_path.glob("x.zip*"))


def test_the_command_counts_anew_and_exits_1_when_counters_differed(
    here: Town, capsys: Capture
) -> None:
    handed(here)
    assert main(["ledger", "recount"]) == 0
    Counter.objects.update(handed=9)
    assert main(["ledger", "recount", "--check", here.authority.name]) == 1
    assert OBSERVATION in capsys.readouterr().out and Counter.objects.get().handed == 9
    assert main(["ledger", "recount", here.authority.name]) == 1
    assert Counter.objects.get().handed == 1
    assert main(["ledger", "recount", "--check"]) == 0
