"""Take in sheets of postings and of pairings, row by row through the acts on one of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db import transaction
from django.utils import translation

from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.sheet import Row, Sheet
from xuequ.kernel.text import Text
from xuequ.record.journal import from_line
from xuequ.record.services import write
from xuequ.web.refusals import explain

from ...engine.identity import clean
from ...engine.staff import Known, Unclear, find_known
from ...models import Authority, Pairing, Person, Posting, School
from ...queries.staff import known_staff, school_named
from ...sheets import PAIRINGS, POSTINGS
from ..pairings import NewPairing, pair
from ..postings import NewPosting, post_teacher
from .teachers import check_rows, note_of

OF_POSTINGS = {  # in which column of the sheet a refusal is mended
    "same-school": "to_school",
    "does-not-teach-there": "from_school",
    "does-not-work-there": "from_school",
    "no-directions": "direction",
    "unknown-direction": "direction",
    "posted-then": "name",
    "ends-before-it-begins": "until",
}
OF_PAIRINGS = {
    "mentor-is-apprentice": "mentor",
    "does-not-work-there": "school",
    "unknown-tier": "tier",
    "tier-is-taken": "apprentice",
    "outlasts-posting": "until",
    "ends-before-it-begins": "until",
}


@dataclass(frozen=True, slots=True)
class _Taking:
    """The sheet that is being taken in, and what is known where it belongs."""

    sheet: Sheet
    file: str
    authority: Authority
    since: date
    actor: Actor
    known: Known

    def day(self, row: Row) -> date:
        return cast("date | None", row.values.get("since")) or self.since

    def until(self, row: Row) -> date | None:
        return cast("date | None", row.values.get("until"))

    def school(self, row: Row, column: str) -> School:
        name = row.text(column)
        found = school_named(self.authority, self.day(row), name)
        if found is None:
            raise Unclear(
                column,
                f"没有登记名为“{name}”的学校。请核对校名，或先登记学校。",
                f"there is no school {name}; check the name, or register the school first.",
            )
        return found

    def person(self, row: Row, name: str, school: str, number: str) -> Person:
        """The person a row names in these columns."""
        carried = clean(row.text(number))
        try:
            found = find_known(row.text(name), row.text(school), carried, self.known)
        except Unclear as unclear:
            column = number if unclear.column == "id_number" else name
            raise Unclear(column, unclear.text.zh, unclear.text.en) from unclear
        return Person.objects.select_related("authority").get(pk=found.id)

    def problem(self, row: Row, column: str, text: Text) -> Problem:
        titles = {each.code: each.title.zh for each in self.sheet.columns}
        return Problem(self.file, row.line, titles[column], text)


Take = Callable[[_Taking, Row], bool]  # one row; was there anything new in it?


def take_postings(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Post everybody of a sheet; who is posted just so already stays so.

    Returns:
        How many postings are new.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    check_rows(rows, file)
    known = _known(rows, ("id_number",), authority, since)
    taking = _Taking(POSTINGS, file, authority, since, actor, known)
    with transaction.atomic():
        counts = {"postings": _all(taking, rows, _post, OF_POSTINGS)}
        write("import-postings", authority, actor=actor, note=note_of(rows, file, counts))
    return counts


def take_pairings(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Pair everybody of a sheet; who is paired just so already stays so.

    Returns:
        How many pairings are new.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    check_rows(rows, file)
    known = _known(rows, ("mentor_number", "apprentice_number"), authority, since)
    taking = _Taking(PAIRINGS, file, authority, since, actor, known)
    with transaction.atomic():
        counts = {"pairings": _all(taking, rows, _pair, OF_PAIRINGS)}
        write("import-pairings", authority, actor=actor, note=note_of(rows, file, counts))
    return counts


def _known(
    rows: Sequence[Row], columns: Collection[str], authority: Authority, since: date
) -> Known:
    numbers = {clean(row.text(column)) for row in rows for column in columns} - {""}
    days = [cast("date | None", row.values.get("since")) for row in rows]
    return known_staff(authority, min([since, *(day for day in days if day)]), numbers)


def _all(taking: _Taking, rows: Sequence[Row], take: Take, columns: dict[str, str]) -> int:
    """Take every row, or say what is wrong with each that cannot be taken.

    Raises:
        Problems: some cannot; the transaction around must not be committed.
    """
    new, problems = 0, []
    for row in rows:
        try:
            with transaction.atomic(), from_line(row.line):
                new += take(taking, row)
        except Unclear as unclear:
            problems.append(taking.problem(row, unclear.column, unclear.text))
        except Refused as refused:
            column = columns.get(refused.code, "since")
            problems.append(taking.problem(row, column, in_both_languages(refused)))
    if problems:
        raise Problems(problems)
    return new


def _post(taking: _Taking, row: Row) -> bool:
    since = taking.day(row)
    person = taking.person(row, "name", "from_school", "id_number")
    new = NewPosting(
        from_school=taking.school(row, "from_school"),
        to_school=taking.school(row, "to_school"),
        kind=row.text("kind") or Posting.Kind.TEACHER,
        direction=row.text("direction"),
        subject=row.text("subject"),
        decision=row.text("decision"),
        until=taking.until(row),
    )
    same = Posting.objects.filter(
        person=person, from_school=new.from_school, to_school=new.to_school, since=since
    )
    if same.exists():
        return False
    post_teacher(person, new, since=since, actor=taking.actor)
    return True


def _pair(taking: _Taking, row: Row) -> bool:
    since = taking.day(row)
    mentor = taking.person(row, "mentor", "mentor_school", "mentor_number")
    apprentice = taking.person(row, "apprentice", "school", "apprentice_number")
    new = NewPairing(
        school=taking.school(row, "school"),
        kind=row.text("kind") or Pairing.Kind.TEACHING,
        tier=int(row.text("tier") or 1),
        subject=row.text("subject"),
        until=taking.until(row),
    )
    same = Pairing.objects.filter(
        mentor=mentor, apprentice=apprentice, kind=new.kind, tier=new.tier, since=since
    )
    if same.filter(school=new.school).exists():
        return False
    pair(mentor, apprentice, new, since=since, actor=taking.actor)
    return True


def in_both_languages(refused: Refused) -> Text:
    """The sentence for a refusal, in either language."""
    with translation.override("zh-hans"):
        zh = explain(refused)
    with translation.override("en"):
        return Text(zh, explain(refused))
