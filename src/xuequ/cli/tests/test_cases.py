"""What days bring about in cases, from the command line."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from deciding import county, started
from support_plugin import Cast
from xuequ.cases.models import Case
from xuequ.cases.services import sweeping
from xuequ.cli.main import main
from xuequ.cli.tests.asking import Capture, rows_of

pytestmark = pytest.mark.django_db


def test_a_sweep_says_what_moved_and_does_it_once(cast: Cast, capsys: Capture) -> None:
    here = county(cast)
    here.now = timezone.now() - timedelta(days=60)
    principal = here.principals["孤小"]
    values = {"role": "member", "signs_charter": True}
    places = {"school": here.loose, "consortium": here.east}
    case = started(here, "join", principal, values=values, **places)
    code, [row] = rows_of(capsys, "cases", "sweep")
    assert (code, row["moved"], row["failed"], row["which"]) == (0, 1, 0, None)
    assert Case.objects.get(pk=case.pk).step == "decide"
    code, [row] = rows_of(capsys, "cases", "sweep")
    assert (code, row["moved"], row["late"]) == (0, 0, 0)


def test_a_sweep_that_leaves_a_case_behind_exits_with_one(
    cast: Cast, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = sweeping.Swept(failed=("7: nobody-at-the-table",))
    monkeypatch.setattr(sweeping, "sweep", lambda now: left)
    assert main(["cases", "sweep"]) == 1
    assert "7: nobody-at-the-table" in capsys.readouterr().out
