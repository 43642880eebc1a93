"""How a commitment stands on a day: reported, to be reviewed, or not reported."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from xuequ.kernel.rulebook import NOT_APPLICABLE, Fact, Finding, State, Verdict
from xuequ.kernel.text import Text
from xuequ.profiles.clauses import Clause

from .policy import Commitment, Commitments

STATUS: dict[str, Text] = {
    "not_begun": Text("未启动", "not begun"),
    "under_way": Text("推进中", "under way"),
    "done": Text("已完成", "done"),
    "stopped": Text("已停止", "stopped"),
}
KINDS = {  # the kind of subject an owner answers for
    "government": "county",
    "authority": "county",
    "consortium": "consortium",
    "school": "school",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody said of a commitment on a day, and when it is to be looked at again."""

    id: int
    status: str
    reported_on: date
    review_on: date

    def is_in_date(self, on: date) -> bool:
        return self.reported_on <= on < self.review_on


def applicable(
    policy: Commitments, sources: tuple[str, ...], known: Mapping[str, Clause]
) -> tuple[Commitment, ...]:
    """The commitments of a locality: those whose clause stands in one of its documents."""
    changes = {each.clause: each for each in policy.changes}
    found = []
    for each in policy.items:
        if known[each.clause].is_in(sources):
            change = changes.get(each.clause)
            if change:
                each = replace(
                    each,
                    owner=change.owner or each.owner,
                    months=change.months or each.months,
                )
            found.append(each)
    return tuple(found)


def applies_in(commitment: Commitment, mode: str | None) -> bool:
    """Does it hold for a consortium run in `mode`?  One without a recorded mode is loose."""
    return commitment.mode is None or commitment.mode == (mode or "loose")


def next_review(reported_on: date, months: int) -> date:
    """The day a report made on a day is to be looked at again."""
    year, month = divmod(reported_on.year * 12 + reported_on.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(reported_on.day, last))


def judge(subject: Fact, report: Report | None, on: date) -> Verdict:
    """A report in date is `reported`, whatever it says; without one nobody can tell."""
    if report is not None and report.is_in_date(on):
        word = STATUS[report.status]
        text = Text(
            f"{report.reported_on}报告：{word.zh}；{report.review_on}前复核",
            f"reported on {report.reported_on}: {word.en}; review by {report.review_on}",
        )
        return Verdict(State.REPORTED, findings=(Finding(State.REPORTED, text, (subject,)),))
    lacking = replace(subject, field="commitment")
    if report is None:
        text = Text("尚无报告，请责任单位填报", "nobody has reported yet; its owner is to report")
    else:
        text = Text(
            f"{report.reported_on}的报告应于{report.review_on}复核，已逾期",
            f"the report of {report.reported_on} was due for review on {report.review_on}",
        )
    return Verdict(State.UNKNOWN, findings=(Finding(State.UNKNOWN, text, (lacking,)),))


def judge_all(subject: Fact, reported: int, wanted: int) -> Verdict:
    """What many schools owe, seen from their county: reported once every school has."""
    if not wanted:
        return NOT_APPLICABLE
    state = State.REPORTED if reported == wanted else State.UNKNOWN
    text = Text(
        f"{wanted}所学校中{reported}所的报告在有效期内",
        f"{reported} of {wanted} schools have a report in date",
    )
    lacking = subject if state is State.REPORTED else replace(subject, field="commitment")
    return Verdict(state, reported, wanted, "schools", (Finding(state, text, (lacking,)),))
