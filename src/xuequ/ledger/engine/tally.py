"""How many owners of a duty stand how, in one place and one span, and what the board says."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from xuequ.kernel.periods import Span, school_year
from xuequ.kernel.rulebook import NOT_APPLICABLE, Fact, Finding, State, Verdict
from xuequ.kernel.text import Text

from .calendar import Calendar
from .duties import Owed
from .how import SOON, How
from .owners import OF_PAIRINGS, OF_POSTINGS, Owner
from .reckoning import (
    NONE,
    STANDINGS,
    STATES,
    Count,
    Dates,
    Standing,
    dates,
    standing,
    wanted,
)
from .spans import SHORT, spans

Key = tuple[str, str, int, str, date]  # duty, kind and id of the owner, subject, first day
PLACES = frozenset({"school", "consortium", "authority"})
SEVERAL = 2  # late spans of one owner that are told in number
SHOWN = 6  # owners named in one verdict
BACK = (28, 120, 0)  # days to look back for short spans before looking through all


@dataclass(frozen=True, slots=True)
class Line:
    """One owner, one duty, one span.

    `late` are the spans, this one among them, that are late and may still be handed in; where a
    list shows one line for each owner, they say what is left beside the span shown.
    """

    owed: Owed
    owner: Owner
    span: Span
    count: Count
    wanted: int
    dates: Dates
    standing: Standing
    late: Sequence[Span] = ()

    @property
    def key(self) -> Key:
        return key_of(self.owed, self.owner, self.span)

    @property
    def first_open(self) -> Span:
        """What is to be handed in first: the oldest that is late, else the span itself."""
        return self.late[0] if self.late else self.span


def key_of(owed: Owed, owner: Owner, span: Span) -> Key:
    """The row of the counters that an owner has in a span."""
    return owed.key, owner.kind, owner.id, owner.subject, span.since


def judged(owed: Owed, tenure: Span, calendar: Calendar, on: date) -> Span | None:
    """The span a day is judged by: the one running; of short ones the last that is over.

    A week that has just begun says nothing yet, so days, weeks and fortnights are judged when
    they end; longer ones show from their first day how far they have come.  What was owed in a
    tenure that is over is looked at until the school year ends.
    """
    if on >= tenure.until and on not in school_year(tenure.until - SOON):
        return None
    is_short = owed.duty.period in SHORT
    for days in BACK if is_short else BACK[-1:]:
        since = on - timedelta(days=days) if days else date.min
        walk = spans(owed, tenure, calendar, until=on + SOON, since=since)
        last = deque(walk, maxlen=2)
        if is_short and len(last) == 2:
            return last[0] if on in last[1] else last[1]
    return last[-1] if last else None


def line(
    owed: Owed,
    owner: Owner,
    span: Span,
    counts: Mapping[Key, Count],
    *,
    calendar: Calendar,
    how: How,
) -> Line:
    """How an owner stands in a span."""
    count = counts.get(key_of(owed, owner, span), NONE)
    number = wanted(owed.duty, span, owner.tenure, calendar)
    when = dates(owed.duty, span, how.grace_days)
    if how.is_excused(owed, owner, when):
        found = Standing.EXCUSED
    else:
        found = standing(count, number, when, how.on)
    late = (span,) if found is Standing.OVERDUE else ()
    return Line(owed, owner, span, count, number, when, found, late)


def with_late(judged: Line, others: Iterable[Line]) -> Line:
    """The line an owner is shown by, late while any other span is late and still open."""
    spans = {span for each in (judged, *others) for span in each.late}
    late = tuple(sorted(spans, key=lambda each: each.since))
    found = with_others(judged.standing) if late else judged.standing
    return replace(judged, standing=found, late=late)


def with_others(judged: Standing) -> Standing:
    """How an owner stands who is late in another span than the one the day is judged by."""
    return judged if judged is Standing.MISSED else Standing.OVERDUE


@dataclass(frozen=True, slots=True)
class Tally:
    """How the owners of one duty stand in one place."""

    owed: Owed
    place: Fact
    span: Span | None
    dates: Dates | None
    numbers: Mapping[Standing, int]
    total: Count = NONE
    lines: Sequence[Line] = ()
    late_spans: int = 0  # that are late and still open, of all owners together

    @property
    def owners(self) -> int:
        """Those who owe it: the excused and those who need not are left out."""
        out = (Standing.EXCUSED, Standing.NOT_OWED)
        return sum(n for each, n in self.numbers.items() if each not in out)


def verdict(tally: Tally, *, missing: str, on: date) -> Verdict:
    """What the board says of a duty in a place; `missing` is the fact that nobody owes it by."""
    if not tally.numbers:
        return nobody(tally, missing)
    if not tally.owners:
        return NOT_APPLICABLE
    if tally.owed.duty.average:
        return _average(tally, on)
    state = min((each for each, n in tally.numbers.items() if n), key=list(Standing).index)
    single = tally.lines[0] if len(tally.lines) == 1 and tally.owners == 1 else None
    if single is not None and len(single.late) < SEVERAL:
        found, number, unit = single.count.confirmed, single.wanted, "items"
    else:
        found, number, unit = tally.numbers.get(Standing.DONE, 0), tally.owners, unit_of(tally)
    findings = (_summary(tally, STATES[state]), *_named(tally))
    return Verdict(STATES[state], found, number, unit, findings)


def nobody(tally: Tally, missing: str) -> Verdict:
    """Nobody is registered who could owe it."""
    fact = replace(tally.place, field=missing)
    text = Text("尚未登记应承担此事项的人员或单位", "nobody who owes this is registered yet")
    return Verdict(State.UNKNOWN, findings=(Finding(State.UNKNOWN, text, (fact,)),))


def unit_of(tally: Tally) -> str:
    """In what the owners of a duty are counted."""
    duty = tally.owed.duty
    if duty.per in ("subject", "group"):
        return "subjects"
    if duty.owed_by in OF_PAIRINGS:
        return "pairs"
    if duty.owed_by in OF_POSTINGS or duty.owed_by in ("teacher", "master", "post"):
        return "people"
    return "consortia" if duty.per == "consortium" and duty.owed_by == "authority" else "schools"


def _average(tally: Tally, on: date) -> Verdict:
    number = tally.owed.duty.min * tally.owners
    if tally.dates is None:
        return NOT_APPLICABLE
    state = STATES[standing(tally.total, number, tally.dates, on)]
    return Verdict(state, tally.total.confirmed, number, "items", (_summary(tally, state),))


def _summary(tally: Tally, state: State) -> Finding:
    """How many stand how in the span."""
    of = {Standing.OVERDUE: tally.late_spans}
    told = [(each, n, of.get(each, 0)) for each, n in sorted_numbers(tally)]
    zh = "，".join(
        f"{STANDINGS[each].zh}{n}" + (f"（共{m}期）" if m > n else "") for each, n, m in told
    )
    en = ", ".join(
        f"{n} {STANDINGS[each].en}" + (f" ({m} periods)" if m > n else "") for each, n, m in told
    )
    name = tally.owed.name
    span_zh, span_en = _span(tally)
    return Finding(
        state, Text(f"{name.zh}（{span_zh}）：{zh}", f"{name.en} ({span_en}): {en}"), (tally.place,)
    )


def _span(tally: Tally) -> tuple[str, str]:
    if tally.span is None:
        return "各自的期限", "each in its own span"
    if tally.span.until.year == 9999:
        return f"{tally.span.since}起", f"from {tally.span.since}"
    last = tally.span.until - SOON
    return f"{tally.span.since}至{last}", f"{tally.span.since} to {last}"


def sorted_numbers(tally: Tally) -> list[tuple[Standing, int]]:
    """The numbers, worst first."""
    return [(each, tally.numbers[each]) for each in Standing if tally.numbers.get(each)]


def _named(tally: Tally) -> list[Finding]:
    """Which places and subjects are not done, worst first, a few of them.

    People are not named: the board is read by everybody, and the ledger names them to whoever
    answers for them.
    """
    order = list(Standing)
    places = [each for each in tally.lines if each.owner.kind in PLACES]
    rest = [each for each in places if each.standing in order[:4]]
    rest.sort(key=lambda each: order.index(each.standing))
    return [_of(each, tally.place) for each in rest[:SHOWN]] if len(tally.lines) > 1 else []


def _of(line: Line, place: Fact) -> Finding:
    word, owner = STANDINGS[line.standing], line.owner
    name_zh = f"{owner.name} {owner.taught.zh}".strip()
    name_en = f"{owner.name} {owner.taught.en}".strip()
    due = line.dates.due
    until_zh, until_en = ("", "") if due.year == 9999 else (f"，最迟{due}", f", by {due}")
    confirmed, number = line.count.confirmed, line.wanted
    zh = f"{name_zh}：{word.zh}，已确认{confirmed}／{number}{until_zh}"
    en = f"{name_en}: {word.en}, {confirmed} of {number} confirmed{until_en}"
    return Finding(STATES[line.standing], Text(zh, en), (place,))
