"""What lists call things: subjects by their names, parts told apart, days offered once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils import translation

from xuequ.kernel.periods import Span
from xuequ.kernel.rulebook import Fact
from xuequ.kernel.settings import Duty
from xuequ.kernel.table import Column
from xuequ.kernel.text import Text
from xuequ.ledger.engine.calendar import Calendar
from xuequ.ledger.engine.duties import Owed
from xuequ.ledger.engine.how import How
from xuequ.ledger.engine.looking import Step
from xuequ.ledger.engine.owners import Register, Unit, owners
from xuequ.ledger.engine.policy import Subject
from xuequ.ledger.engine.tally import Line, line, verdict
from xuequ.ledger.queries.mine import Bunch, Mine
from xuequ.ledger.queries.tallies import tally_of
from xuequ.ledger.templatetags.duties import part_name
from xuequ.ledger.templatetags.standings import among, filled

TERM = Span(date(2026, 9, 1), date(2027, 1, 23))
SUBJECTS = (
    Subject("maths", "数学", "maths", ("primary",)),
    Subject("music", "音乐", "music", ("primary",)),
)


def owed(per: str) -> Owed:
    duty = Duty("x", "集体备课", "preparation", "RSH-02", owed_by="consortium", period="term",
                per=per)  # type: ignore[arg-type]  # fmt: skip
    return Owed("research.x", duty, "", "must", "research.items", date(2014, 9, 1))


def lines(per: str) -> list[Line]:
    """What two districts owe in the term."""
    units = [
        Unit(n, name, TERM, frozenset({"primary"}), n) for n, name in ((1, "甲学区"), (2, "乙学区"))
    ]
    register = Register(Unit(9, "局", TERM), consortia=units, subjects=SUBJECTS)
    what, calendar = owed(per), Calendar((TERM,), ())
    how = How(date(2026, 10, 1), 7)
    return [
        line(what, each, TERM, {}, calendar=calendar, how=how) for each in owners(what, register)
    ]


def bunch(found: list[Line]) -> Bunch:
    return Bunch(tuple(Mine(each, False, 5) for each in found))


def test_the_board_calls_a_subject_by_its_name() -> None:
    tally = tally_of(owed("subject"), Fact("county", 9, "局"), lines("subject"))
    said = [each.text for each in verdict(tally, missing="stages", on=date(2026, 10, 1)).findings]
    assert "甲学区 数学：进行中" in said[1].zh and "甲学区 maths: under way" in said[1].en


def test_several_of_a_duty_are_told_apart_by_place_subject_or_days() -> None:
    with translation.override("zh-hans"):
        places = bunch(lines("consortium"))
        assert [part_name(each.line, places) for each in places.each] == ["甲学区", "乙学区"]
        mine = bunch([each for each in lines("subject") if each.owner.id == 1])
        assert [part_name(each.line, mine) for each in mine.each] == ["数学", "音乐"]
        days = bunch(
            [
                lines("consortium")[0],
                replace(lines("consortium")[0], span=Span(date(2027, 2, 22), date(2027, 7, 10))),
            ]
        )
        assert part_name(days.each[1].line, days) == "2027-02-22至2027-07-09"


def test_a_day_among_those_offered_is_not_offered_twice() -> None:
    steps = [Step(Text("今天", "today"), date(2026, 10, 1))]
    assert among(date(2026, 10, 1), steps) and not among(date(2026, 10, 2), steps)


def test_a_part_of_the_sheet_shows_only_columns_that_say_something() -> None:
    columns = [Column(code, code, code) for code in ("part", "item", "late", "result")]
    shown = filled([("p", "a", "", None), ("p", "", "", Text("一", "one"))], columns)
    assert [each.code for each in shown] == ["item", "result"]
