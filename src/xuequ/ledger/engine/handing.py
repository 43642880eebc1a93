"""Whether an entry may count for a duty: the decisions, on plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from xuequ.kernel.periods import Span
from xuequ.kernel.refusal import Refused
from xuequ.kernel.settings import Evidence
from xuequ.kernel.text import Text

from .calendar import Calendar
from .duties import Owed
from .owners import Owner
from .policy import Artefact
from .reckoning import dates
from .spans import span_of

EVIDENCE: dict[Evidence, Text] = {
    "words": Text("文字", "a text"),
    "file": Text("附件", "a file"),
    "photo": Text("照片", "a photo"),
    "place": Text("地点", "the place"),
    "people": Text("参加人", "who took part"),
}


@dataclass(frozen=True, slots=True)
class Again:
    """What was given back may be handed in again: until when, and for which spans."""

    until: date
    spans: frozenset[tuple[str, date]]  # duty, and first day


@dataclass(frozen=True, slots=True)
class Offered:
    """What an entry brings, as far as the rules look at it."""

    happened_on: date
    words: str = ""
    place: str = ""
    people: int = 0
    files: int = 0
    photos: int = 0
    is_nothing: bool = False
    fields: Mapping[str, object] | None = None
    again: Again | None = None

    def has(self, evidence: Evidence) -> bool:
        """Does it bring that sort of evidence?"""
        return bool(
            {
                "words": self.words.strip(),
                "file": self.files,
                "photo": self.photos,
                "place": self.place.strip(),
                "people": self.people,
            }[evidence]
        )


def counted_in(
    owed: Owed, owner: Owner, offered: Offered, calendar: Calendar, *, today: date, grace_days: int
) -> Span:
    """The span in which an entry counts for an owner.

    Raises:
        Refused("day-is-to-come"): it has not happened yet.
        Refused("not-owed-then"): the duty is not owed on that day.
        Refused("wrong-weekday"): the document names another day of the week.
        Refused("period-closed"): the days of grace are over.
    """
    day = offered.happened_on
    if day > today:
        raise Refused("day-is-to-come", day=day)
    span = span_of(owed, day, owner.tenure, calendar)
    if span is None:
        raise Refused("not-owed-then", name=owed.name, day=day)
    if owed.duty.weekday not in (None, day.isoweekday()):
        raise Refused("wrong-weekday", name=owed.name, weekday=WEEKDAYS[owed.duty.weekday or 1])
    closes = dates(owed.duty, span, grace_days).closes
    again = offered.again
    if again is not None and (owed.key, span.since) in again.spans:
        closes = max(closes, again.until)
    if today > closes:
        raise Refused("period-closed", name=owed.name, day=closes)
    return span


def check_evidence(owed: Owed, offered: Offered) -> None:
    """Refuse an entry that lacks what the duty asks for.

    Raises:
        Refused("nothing-is-no-answer"): the duty has to be done.
        Refused("evidence-missing"): names what is lacking.
    """
    if offered.is_nothing:
        if not owed.duty.may_be_nothing:
            raise Refused("nothing-is-no-answer", name=owed.name)
        return
    lacking = [EVIDENCE[each] for each in owed.duty.evidence if not offered.has(each)]
    if lacking:
        raise Refused("evidence-missing", name=owed.name, what=lacking)


def check_blanks(artefact: Artefact, fields: Mapping[str, object]) -> None:
    """Refuse details that the form does not know, and forms with empty required blanks.

    Raises:
        Refused("blank-unknown"), Refused("blank-empty").
    """
    known = {each.code: each for each in artefact.blanks}
    for code in fields:
        if code not in known:
            raise Refused("blank-unknown", name=code)
    empty = [
        Text(each.zh, each.en)
        for each in artefact.blanks
        if each.required and fields.get(each.code) in (None, "")
    ]
    if empty:
        raise Refused("blank-empty", what=empty)


WEEKDAYS = {
    1: Text("周一", "Monday"),
    2: Text("周二", "Tuesday"),
    3: Text("周三", "Wednesday"),
    4: Text("周四", "Thursday"),
    5: Text("周五", "Friday"),
    6: Text("周六", "Saturday"),
    7: Text("周日", "Sunday"),
}
