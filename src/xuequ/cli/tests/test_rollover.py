"""The year roll-over from the command line."""

from __future__ import annotations

import pytest

from support_plugin import Cast
from xuequ.cli.tests.asking import Capture, complaint, rows_of
from xuequ.intake.models import Rollover
from xuequ.intake.services.rollover import commit_rollover
from xuequ.intake.tests.rolling import DAY, YEAR, county, enter, room_of

pytestmark = pytest.mark.django_db
PROPOSE = ("rollover", "propose", "--authority", "测试", "--year", str(YEAR))


def test_it_is_proposed_shown_handed_on_and_reverted(cast: Cast, capsys: Capture) -> None:
    here = county(cast)
    code, rows = rows_of(capsys, *PROPOSE)
    assert (
        code == 0
        and {"up": 18, "open": 0}.items() <= {row["outcome"]: row["count"] for row in rows}.items()
    )
    one = Rollover.objects.get()
    number = str(one.pk)
    assert "is a proposal for some of these schools" in complaint(capsys, *PROPOSE)
    assert rows_of(capsys, "rollover", "commit", number)[0] == 3
    one.refresh_from_db()
    assert one.state == "waiting"
    commit_rollover(one, actor=here.second)
    code, rows = rows_of(capsys, "rollover", "show")
    assert (code, rows[0]["state"]) == (0, "已升级")
    assert rows_of(capsys, "rollover", "revert", number)[0] == 0
    one.refresh_from_db()
    assert one.state == "undone"


def test_one_school_alone_and_who_is_not_moved(cast: Cast, capsys: Capture) -> None:
    here = county(cast)
    enter(room_of(here.small, 1, number=1), 9, since=DAY)
    assert rows_of(capsys, *PROPOSE, "--school", "东二小")[0] == 0
    one = Rollover.objects.get()
    assert one.school == here.small
    code, rows = rows_of(capsys, "rollover", "unmoved", str(one.pk))
    assert code == 0 and [row["school"] for row in rows] == ["东二小"]
    assert "neither moved nor waived" in complaint(capsys, "rollover", "commit", str(one.pk))
    assert rows_of(capsys, "rollover", "drop", str(one.pk))[0] == 0
    assert rows_of(capsys, "rollover", "show", str(one.pk))[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rollover", "show", "99"), "there is no roll-over 99"),
        ((*PROPOSE, "--school", "无小"), "there is no one school"),
        (("rollover", "propose", "--authority", "测试", "--year", "2090"), "has not begun"),
    ],
)
def test_what_cannot_be_is_said(
    cast: Cast, capsys: Capture, words: tuple[str, ...], said: str
) -> None:
    assert said in complaint(capsys, *words)
