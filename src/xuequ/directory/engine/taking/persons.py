"""A sheet of people: whom each row means, and what of identity and telephone is new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xuequ.kernel.sheet import Row

from ..identity import clean
from ..staff import Someone
from . import codes
from .marks import Marks, Unclear

Differs = Callable[[int, str, str], bool]  # does what is kept of a person differ from the plain?


@dataclass(frozen=True, slots=True)
class People:
    """Who works for an authority or is registered to, without those who are parents only."""

    named: Mapping[str, Sequence[Someone]] = field(default_factory=dict)
    carriers: Mapping[str, Someone] = field(default_factory=dict)  # by ID number
    by_id: Mapping[int, Someone] = field(default_factory=dict)

    def find(self, name: str, number: str, school: str, reference: int = 0) -> Someone | None:
        """Who is meant; None for nobody registered.  Columns of what is unclear: as in a sheet.

        Raises:
            Unclear: the number is somebody else's, the reference nobody's, or several fit.
        """
        if reference:
            return self._referred(reference)
        if number and (bearer := self.carriers.get(number)) is not None:
            if name and bearer.name != name:
                raise Unclear(
                    "id_number",
                    f"该证件号码登记在别人名下，不是“{name}”。请核对号码和姓名。",
                    f"that number is registered for somebody not called {name}; check both.",
                )
            return bearer
        found = [each for each in self.named.get(name, ()) if not (number and each.has_number)]
        there = [each for each in found if school in each.schools] if school else []
        fits = there or [each for each in found if not each.schools or not (school or number)]
        if len(fits) > 1:
            raise Unclear(
                "name",
                f"登记有{len(fits)}位“{name}”。请填写证件号码或所在学校以区分。",
                f"{len(fits)} people called {name} are registered; give the ID number or "
                "the school to tell them apart.",
            )
        return fits[0] if fits else None

    def told(self, person: int, number: str) -> Someone | None:
        """Who is meant where that is known beforehand; None for somebody new.

        Raises:
            Unclear: the number is somebody else's.
        """
        bearer = self.carriers.get(number) if number else None
        if bearer is not None and bearer.id != person:
            raise Unclear(
                "id_number",
                f"该证件号码登记在“{bearer.name}”名下。请核对。",
                f"that number is registered for {bearer.name}; check it.",
            )
        return self._referred(person) if person else None

    def _referred(self, reference: int) -> Someone:
        if reference not in self.by_id:
            raise Unclear(
                "reference",
                f"没有系统序号为{reference}的人员。新人员请留空；其他的请重新导出后填写。",
                f"there is nobody with the reference {reference}. Leave it empty for somebody "
                "new, or export the sheet again.",
            )
        return self.by_id[reference]


@dataclass(frozen=True, slots=True)
class Known:
    """The people, the names of the schools by code, and what is kept of identities."""

    people: People
    schools: Mapping[str, str] = field(default_factory=dict)  # code -> name
    differs: Differs = lambda person, column, plain: True


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that changes something: somebody new, or identity data of `person`."""

    line: int
    name: str
    values: Mapping[str, str]
    person: int | None = None


def read_persons(rows: Sequence[Row], *, marks: Marks, since: date, known: Known) -> list[Entry]:
    """What the rows register; mistakes go to `marks`.

    Args:
        since: no number may be of a later birth.
    """
    entries: list[Entry] = []
    seen: dict[object, tuple[str, int]] = {}
    bare: dict[str, int] = {}
    for row in rows:
        told = len(marks.problems)
        values = _values(row, marks, since)
        someone = _someone(row, values.get("id_number", ""), known, marks)
        if len(marks.problems) > told:
            continue
        told_by = row.whose if row.about is not None else row.text("name")
        key = someone.id if someone else values.get("id_number") or f"/{told_by}"
        name, line = seen.setdefault(key, (row.text("name"), row.line))
        if line != row.line:
            marks.twice(row.line, "name" if name == row.text("name") else "id_number", line)
            continue
        first = bare.setdefault(row.text("name"), row.line) if row.about is None else row.line
        if first != row.line and someone is None and "id_number" not in values:
            marks.fault(
                row.line,
                "id_number",
                f"第{first}行也叫“{row.text('name')}”。请在这些行都填写证件号码，以区分不同的人。",
                f"line {first} is called {row.text('name')} too; give the number in all such rows.",
            )
            continue
        entries += _entry(row, values, someone, known)
    return entries


def _values(row: Row, marks: Marks, since: date) -> dict[str, str]:
    """What the row says of identity and telephone."""
    kind, number = codes.id_number(row, marks, since)
    values = {"id_kind": kind, "id_number": number, "phone": codes.phone(row, marks)}
    return {column: value for column, value in values.items() if value}


def _someone(row: Row, number: str, known: Known, marks: Marks) -> Someone | None:
    school = known.schools.get(clean(row.text("school_code")), row.text("school"))
    reference = row.values.get("reference")
    try:
        if row.about is not None:
            return known.people.told(row.about, number)
        return known.people.find(
            row.text("name"), number, school, reference if isinstance(reference, int) else 0
        )
    except Unclear as unclear:
        marks.unclear(row.line, unclear)
        return None


def _entry(
    row: Row, values: Mapping[str, str], someone: Someone | None, known: Known
) -> list[Entry]:
    """Nothing, if all of it is registered."""
    if someone is None:
        return [Entry(row.line, row.text("name"), values)]
    news = {
        column: plain
        for column, plain in values.items()
        if known.differs(someone.id, column, plain)
    }
    return [Entry(row.line, someone.name, news, someone.id)] if news else []
