"""What stands on the monthly sheet of a consortium (工作配档)."""

from __future__ import annotations

from collections import Counter as Numbers
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from xuequ.directory.models import Consortium, School
from xuequ.kernel.periods import Span
from xuequ.kernel.periods import month as month_of
from xuequ.kernel.table import Table
from xuequ.kernel.text import Text

from ..engine.duties import Owed
from ..engine.how import How
from ..engine.monthly import Due, Month, sheet
from ..engine.owners import owners
from ..engine.reckoning import Standing, dates
from ..engine.spans import spans
from ..engine.tally import PLACES, Line, key_of, line
from .book import Book
from .owing import crowd_lines, member_schools
from .pairs import pairs_in, results_in
from .register import Part
from .rolls import ALWAYS
from .tallies import ONE_BY_ONE, counts_of, how_of, place_of, places_of

DAY = timedelta(days=1)
LATE = (Standing.MISSED, Standing.OVERDUE)
SYNTHETIC = Text("人员为演示数据", "people are synthetic")


def monthly_sheet(book: Book, consortium: Consortium, month: date) -> Table:
    """The sheet of a month as it stands on the day of the book."""
    span = month_of(month)
    schools = member_schools(book, consortium.pk)
    names = dict(School.objects.filter(pk__in=schools).values_list("pk", "name"))
    lines = list(_lines(book, consortium, span, schools))
    notes = [Text(f"截至{book.on}", f"as of {book.on}")]
    if book.authority.has_synthetic_data:
        notes.append(SYNTHETIC)
    return sheet(
        Month(
            name=consortium.label,
            span=span,
            due=_due(lines, names),
            pairs=pairs_in(book, schools, span, lines),
            results=results_in(book, consortium, schools, span),
            notes=notes,
        )
    )


def _lines(
    book: Book, consortium: Consortium, month: Span, schools: frozenset[int]
) -> Iterator[Line]:
    """Every owner of the consortium in each span whose last day lies in the month."""
    how = how_of(book)
    register = book.register(Part(people=False))
    places = places_of(register)
    chosen = []
    for owed in book.owed.values():
        if owed.duty.owed_by not in ONE_BY_ONE:
            for span in _due_spans(book, owed, ALWAYS, month, how):
                yield from crowd_lines(book, owed, schools, how, span)
            continue
        for owner in owners(owed, register):
            place = place_of(owner, places)
            if (place.kind, place.id) == ("consortium", consortium.pk):
                for span in _due_spans(book, owed, owner.tenure, month, how):
                    chosen.append((owed, owner, span))
    counts = counts_of(book, {key_of(*each) for each in chosen})
    for owed, owner, span in chosen:
        yield line(owed, owner, span, counts, calendar=book.calendar, how=how)


def _due_spans(book: Book, owed: Owed, tenure: Span, month: Span, how: How) -> list[Span]:
    begun = spans(owed, tenure, book.calendar, until=month.until)
    return [each for each in begun if dates(owed.duty, each, how.grace_days).due in month]


def _due(lines: Sequence[Line], names: Mapping[int, str]) -> list[Due]:
    """The lines by duty and week, in the order of the weeks."""
    grouped: dict[tuple[date, str], list[Line]] = defaultdict(list)
    for each in lines:
        if each.standing not in (Standing.EXCUSED, Standing.NOT_OWED):
            monday = each.dates.due - timedelta(days=each.dates.due.weekday())
            grouped[monday, each.owed.key].append(each)
    found = [_one(mine, names) for mine in grouped.values()]
    return sorted(found, key=lambda each: (each.due, each.clause))


def _one(lines: Sequence[Line], names: Mapping[int, str]) -> Due:
    owed = lines[0].owed
    late = Numbers(_place(each, names) for each in lines if each.standing in LATE)
    own = {each.owner.name: None for each in lines if each.owner.kind in PLACES}
    return Due(
        name=owed.name,
        clause=owed.duty.clause,
        party=owed.duty.owed_by,
        due=max(each.dates.due for each in lines),
        wanted=sum(each.wanted for each in lines),
        done=sum(min(each.wanted, each.count.confirmed) for each in lines),
        late=sorted(late.items(), key=lambda each: (-each[1], each[0])),
        owners=len({(each.owner.kind, each.owner.id) for each in lines}),
        places=list(own),
    )


def _place(line: Line, names: Mapping[int, str]) -> str:
    """Where an owner is late: the school, else the district itself."""
    return names.get(line.owner.school or 0) or line.owner.name
