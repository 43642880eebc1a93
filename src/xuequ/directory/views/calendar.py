"""Pages of the school calendar (校历): the calendar, its terms, single days."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuequ.kernel.periods import year_of
from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest, asked

from ..engine.days import known_until
from ..engine.months import NAMES, WEEKDAYS, step_of, steps
from ..engine.terms import Draft, past
from ..forms.calendar import DaysForm, TermsForm, filled
from ..models import Authority
from ..queries import calendar as queries
from ..services.calendar import NewCalendar, draft_calendar, enter_days

EARLIEST, LATEST = 2000, 2100  # school years that can be asked for
SHOWN = ("teaching", "extra", "off", "unset", "vacation")  # in the key to the calendar


def calendar_page(request: PageRequest) -> HttpResponse:
    """The terms of a school year and the next, its days month by month, and what differs."""
    found = queries.calendars(seen_by=request.eyes)
    wanted = asked(request, "authority")
    number = int(wanted) if wanted.isdecimal() else request.eyes.authority or 0
    authority = get_object_or_404(found, pk=min(number, 2**31))
    year = _year(request)
    context = {
        "authority": authority,
        "authorities": found,
        "year": year,
        "it": queries.calendar_of_year(authority, year),
        "weekdays": WEEKDAYS,
        "key": [(kind, NAMES[kind]) for kind in SHOWN],
        "is_own": request.eyes.is_at_home(authority.pk),
    }
    return render(request, "directory/calendar.html", context)


def calendar_terms(request: PageRequest) -> HttpResponse:
    """Set the terms of a school year: what differs is shown before it is kept."""
    authority = _own(request)
    year = _year(request)
    now = _now(request)
    form = TermsForm(
        request.POST or None,
        years=sorted({year, *range(now - 2, now + 3)}, reverse=True),
        initial={"year": year, **filled(queries.terms_of(authority, year)[year])},
    )
    found = None
    if request.method == "POST" and form.is_valid():
        ticked = _ticked(request)
        new = NewCalendar(
            form.cleaned_data["year"], form.terms(), ticked, request.POST.get("seen", "")
        )
        try:
            if "keep" in request.POST:
                kept = draft_calendar(
                    authority, new, today=timezone.localdate(), actor=request.eyes
                )
                return _kept(request, kept)
            found = queries.drafted(authority, new.year, new.terms, ticked)
        except Refused as refused:
            form.add_error(None, explain(refused))
            found = _again(authority, new, refused)
    context = {"form": form, "year": year, **_consequences(found)}
    return render(
        request, "directory/calendar_terms.html", context, status=422 if form.errors else 200
    )


def calendar_days(request: PageRequest) -> HttpResponse:
    """Enter for a day or some days whether schools teach."""
    authority = _own(request)
    form = DaysForm(request.POST or None, initial={"since": request.on, "how": "off"})
    back = reverse("directory:calendar_page")
    if request.method == "POST" and form.is_valid():
        today = timezone.localdate()
        try:
            days = enter_days(authority, form.wish(), today=today, actor=request.eyes)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            number = len(days)
            done = ngettext(
                "%(number)s day is changed.", "%(number)s days are changed.", number
            ) % {"number": number}
            messages.success(request, f"{done} {_of_the_past(past(days, today))}".strip())
            return redirect(f"{back}?year={year_of(days[0])}")
    context = {"form": form, "back": back}
    status = 422 if form.errors else 200
    return render(request, "directory/calendar_days.html", context, status=status)


def _own(request: PageRequest) -> Authority:
    return get_object_or_404(
        queries.calendars(seen_by=request.eyes), pk=request.eyes.authority or 0
    )


def _year(request: PageRequest) -> int:
    """The school year asked for, else that of the day looked at."""
    wanted = asked(request, "year")
    if wanted.isdecimal() and EARLIEST <= int(wanted) <= LATEST:
        return int(wanted)
    return _now(request)


def _now(request: PageRequest) -> int:
    """The school year of the day looked at, within what can be asked for."""
    return min(max(year_of(request.on), EARLIEST), LATEST)


def _ticked(request: PageRequest) -> set[date]:
    """The days entered by hand that are to be replaced."""
    found = set()
    for each in request.POST.getlist("replaces"):
        try:
            found.add(date.fromisoformat(each))
        except ValueError:
            continue  # nothing of ours: the page writes days only
    return found


def _kept(request: PageRequest, kept: Draft) -> HttpResponse:
    gone = past((each.day for each in kept.changes), timezone.localdate())
    done = _("The terms and the days drafted for them are set.")
    messages.success(request, f"{done} {_of_the_past(gone)}".strip())
    return redirect(f"{reverse('directory:calendar_page')}?year={kept.year}")


def _of_the_past(number: int) -> str:
    """A word on days that have passed, if there are any."""
    if not number:
        return ""
    return ngettext(
        "%(number)s of them has passed: what was owed then is counted anew by teaching days.",
        "%(number)s of them have passed: what was owed then is counted anew by teaching days.",
        number,
    ) % {"number": number}


def _again(authority: Authority, new: NewCalendar, refused: Refused) -> Draft | None:
    """What would change, once more, if it is not the terms themselves that were refused."""
    if refused.code not in {"calendar-moved-on", "days-outside-terms"}:
        return None
    return queries.drafted(authority, new.year, new.terms, new.replaces or ())


def _consequences(found: Draft | None) -> dict[str, object]:
    """What the page shows of a draft."""
    if found is None:
        return {}
    new = [each for each in found.changes if each.before is None and each.after]
    return {
        "found": found,
        "taught": [found.taught(term) for term in found.terms],
        "new": len(new),
        "steps": steps(found.changes),
        "by_hand": [(step_of(each), each.before, each.day in found.replaces)
                    for each in found.by_hand],
        "past": past((each.day for each in found.changes), timezone.localdate()),
        "known_until": known_until() if found.terms[-1].until > known_until() else None,
    }  # fmt: skip
