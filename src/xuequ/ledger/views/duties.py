"""One duty in one place: everybody who owes it; reminding them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuequ.directory.models import School
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest, asked

from ..engine.duties import Owed
from ..engine.reckoning import Standing
from ..engine.reports import owners_table
from ..engine.summary import LATE, Row
from ..engine.tally import Line
from ..queries.book import Book
from ..queries.overview import book_on, rows_in
from ..queries.owing import known, lines_in, tag
from ..queries.places import Where
from ..queries.tallies import tally_of
from ..services.chasing import OPEN, Chased, chase, chase_all
from .files import give
from .ledgers import ADDRESSES, frame, where_of

PAGE = 50  # people on a page


def county_duty(request: PageRequest, pk: int, duty: str) -> HttpResponse:
    """One duty in a whole authority."""
    return _page(request, where_of(request, "county", pk), duty)


def district_duty(request: PageRequest, pk: int, duty: str) -> HttpResponse:
    """One duty in a consortium."""
    return _page(request, where_of(request, "consortium", pk), duty)


def school_duty(request: PageRequest, pk: int, duty: str) -> HttpResponse:
    """One duty in a school."""
    return _page(request, where_of(request, "school", pk), duty)


def county_duty_file(request: PageRequest, pk: int, duty: str, kind: str) -> HttpResponse:
    """Everybody of an authority who owes a duty, as a file."""
    return _file(request, where_of(request, "county", pk), duty, kind)


def district_duty_file(request: PageRequest, pk: int, duty: str, kind: str) -> HttpResponse:
    """Everybody of a consortium who owes a duty, as a file."""
    return _file(request, where_of(request, "consortium", pk), duty, kind)


def school_duty_file(request: PageRequest, pk: int, duty: str, kind: str) -> HttpResponse:
    """Everybody of a school who owes a duty, as a file."""
    return _file(request, where_of(request, "school", pk), duty, kind)


def county_chase(request: PageRequest, pk: int) -> HttpResponse:
    """Remind those of an authority who are late."""
    return _chase(request, where_of(request, "county", pk))


def district_chase(request: PageRequest, pk: int) -> HttpResponse:
    """Remind those of a consortium who are late."""
    return _chase(request, where_of(request, "consortium", pk))


def school_chase(request: PageRequest, pk: int) -> HttpResponse:
    """Remind those of a school who are late."""
    return _chase(request, where_of(request, "school", pk))


def _owed(book: Book | None, duty: str) -> Owed | None:
    return book.owed.get(duty) if book else None


def _page(request: PageRequest, where: Where, duty: str) -> HttpResponse:
    book = book_on(where.authority, request.on)
    owed = _owed(book, duty)
    if book is None or owed is None:
        return _none_such(request, where, duty)
    every = lines_in(book, owed, where)
    state = asked(request, "state")
    lines = [each for each in every if state in ("", each.standing)]
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    row = Row(tally_of(owed, where.fact, every))
    context: dict[str, Any] = {
        **frame(request, where, book),
        "owed": owed,
        "row": row,
        "rows": page,
        "lines": known(book, list(page), _schools(page)),
        "state": state,
        "numbers": [(each, n) for each, n in row.numbers if n],
        "open": OPEN,
        "late": row.number(Standing.OVERDUE),
    }
    return render(request, "ledger/duty.html", context)


def _none_such(request: PageRequest, where: Where, duty: str) -> HttpResponse:
    said = {"name": duty[:80], "day": request.on.isoformat()}
    messages.info(request, _("The policy of %(day)s holds no duty %(name)s.") % said)
    return redirect(f"ledger:{ADDRESSES[where.kind]}_ledger", where.id)


def _schools(lines: Any) -> dict[int, str]:
    ids = {each.owner.school for each in lines} - {None}
    return dict(School.objects.filter(pk__in=ids).values_list("pk", "name"))


def _file(request: PageRequest, where: Where, duty: str, kind: str) -> HttpResponse:
    book = book_on(where.authority, request.on)
    owed = _owed(book, duty)
    if book is None or owed is None:
        return _none_such(request, where, duty)
    state = asked(request, "state")
    lines = [each for each in lines_in(book, owed, where) if state in ("", each.standing)]
    title = Text(
        f"{where.name}{owed.name.zh}（{request.on}）",
        f"{where.name}: {owed.name.en} on {request.on}",
    )
    return give(request, owners_table(title, lines, _schools(lines)), kind, where.row)


def _chase(request: PageRequest, where: Where) -> HttpResponse:
    """Remind the rows ticked, else all who are late with the duty, else with anything here."""
    duty = request.POST.get("duty", "")
    back = reverse(f"ledger:{ADDRESSES[where.kind]}_ledger", args=[where.id])
    book = book_on(where.authority, timezone.localdate())
    if book is not None and duty in book.owed:
        back = reverse(f"ledger:{ADDRESSES[where.kind]}_duty", args=[where.id, duty])
    try:
        done = _round(request, where, book, duty)
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        messages.success(request, _said(done))
    return redirect(back)


def _round(request: PageRequest, where: Where, book: Book | None, duty: str) -> Chased:
    if book is None:
        raise Refused("nobody-is-late")
    who = set(request.POST.getlist("who"))
    if duty and duty not in book.owed:
        raise Refused("unknown-duty", name=duty[:80])
    if not duty:
        return chase_all(_late(book, where), book, where.row, actor=request.eyes)
    every = lines_in(book, book.owed[duty], where)
    if not who:
        late = [each for each in every if each.standing in LATE]
        return chase_all(late, book, where.row, actor=request.eyes)
    chosen = [each for each in every if tag(each.owner) in who]
    if len(chosen) == 1:
        return chase(chosen[0], book, where.row, actor=request.eyes)
    return chase_all(chosen, book, where.row, actor=request.eyes)


def _late(book: Book, where: Where) -> list[Line]:
    """Everybody in a place who is late with anything."""
    found: list[Line] = []
    for row in rows_in(book, where):
        if any(row.number(each) for each in LATE):
            lines = row.tally.lines or lines_in(book, row.owed, where)
            found += [each for each in lines if each.standing in LATE]
    return found


def _said(done: Chased) -> str:
    """What came of it, in a sentence, with everybody who was left out."""
    said = _("%(owners)s reminded, with %(told)s notices.") % {
        "owners": done.owners,
        "told": done.told,
    }
    left = {
        _("reminded today already"): done.known,
        _("nothing left to hand in"): done.settled,
        _("nobody there who could hand it in"): done.silent,
    }
    out = _("; ").join(f"{why} {number}" for why, number in left.items() if number)
    return said + (_(" Left out: %(out)s.") % {"out": out} if out else "")
