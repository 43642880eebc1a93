"""Pages of the forecast: who is short of seats first, one school with its arithmetic, files."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Authority, School
from xuequ.directory.queries.scope import own_schools
from xuequ.record.services import note_export
from xuequ.web.acting import act
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest

from ..engine.forecast.ratios import WINDOW
from ..engine.forecast.survival import FARTHEST
from ..forms.shortfalls import ShortfallForm
from ..queries.forecast import tables
from ..queries.forecast.outlook import (
    USUAL,
    Forecast,
    Line,
    Page,
    authorities_seen,
    forecast_of,
    page_of,
    stages_of,
)
from ..queries.forecast.seats import SOURCES
from ..queries.forecast.shortfalls import may_record, shortfalls
from ..services.shortfalls import record_shortfall


def forecast_list(request: PageRequest) -> HttpResponse:
    """The whole in a chart, consortia, and schools: who is short first stands first."""
    seen = authorities_seen(seen_by=request.eyes, on=request.on)
    context: dict[str, object] = {"authorities": seen, "farthest": range(1, FARTHEST + 1)}
    page = _page(request, _authority(request, seen))
    if page is not None:
        found = page.forecast
        shown = page.whole or (page.consortia[0] if len(page.consortia) == 1 else None)
        context |= {
            "authority": found.authority,
            "found": found,
            "ahead": page,
            "stage": page.stage,
            "stages": stages_of(found, seen_by=request.eyes, on=request.on),
            "names": tables.STAGE_NAMES,
            "words": tables.WORDS,
            "rule": tables.RULE,
            "unknown": [each for each in page.schools if each.warned.word == "unknown"],
            "shortfalls": shortfalls(found.authority, seen_by=request.eyes, on=request.on),
            "shown": shown,
            "table": tables.years_table(shown, page.stage) if shown else None,
            "chart": tables.chart_of(shown, request.language) if shown else "",
        }
    return render(request, "enrolment/forecast/list.html", context)


def forecast_file(request: PageRequest, kind: str) -> HttpResponse:
    """The forecast of a stage, one row per year, as a file."""
    authority = _authority(request, authorities_seen(seen_by=request.eyes, on=request.on))
    table = tables.list_table(_page(request, authority))
    answer = as_file(request, table, kind)
    whose = authority or get_object_or_404(Authority, pk=request.eyes.authority)
    note_export(whose, "forecast of seats", kind, len(table.rows), actor=request.eyes)
    return answer


def forecast_school(request: PageRequest, pk: int, stage: str) -> HttpResponse:
    """One school: chart, year by year, and every ratio and product behind it."""
    school, found = _one(request, pk, stage)
    line = Line(school.name, found.warned((pk, stage)), school)
    outlook, site = found.outlooks[pk, stage], found.site((pk, stage))
    rooms = [(year, found.seats.room((pk, stage), year)) for year in found.ahead]
    context = {
        "school": school,
        "stage": stage,
        "stage_name": tables.STAGE_NAMES[stage],
        "found": found,
        "line": line,
        "words": tables.WORDS,
        "table": tables.years_table(line, stage),
        "chart": tables.chart_of(line, request.language),
        "tables": tables.detail_tables(found, (pk, stage)),
        "rooms": rooms,
        "sources": SOURCES,
        "feeding": _feeding(found, pk, stage),
        "feeds_all": site.is_junior and site.fed_by is None,
        "lacks": _lacks(found, pk, stage),
        "first": outlook.grades[0],
        "window": WINDOW,
        "shortfalls": shortfalls(found.authority, seen_by=request.eyes, on=request.on).filter(
            school=pk, stage=stage
        ),
        "may_record": may_record(school, actor=request.eyes, on=timezone.localdate()),
    }
    return render(request, "enrolment/forecast/school.html", context)


def forecast_school_file(request: PageRequest, pk: int, stage: str, kind: str) -> HttpResponse:
    """The arithmetic of one school as a file."""
    school, found = _one(request, pk, stage)
    table = tables.arithmetic_table(found, (pk, stage), school.name)
    answer = as_file(request, table, kind)
    note_export(school, "forecast of seats", kind, len(table.rows), actor=request.eyes)
    return answer


def shortfall_record(request: PageRequest, pk: int, stage: str) -> HttpResponse:
    """Record that the building does not suffice; numbers of the forecast to begin with."""
    school, found = _one(request, pk, stage)
    first = found.warned((pk, stage)).first
    initial = {}
    if first is not None and first.numbers[1] is not None:
        initial = {"year": first.year, "pupils": first.numbers[1], "seats": first.seats}
    form = ShortfallForm(request.POST or None, initial=initial)
    return act(
        request,
        form,
        lambda: record_shortfall(school, form.new(stage), actor=request.eyes, now=timezone.now()),
        done=_("The shortfall is recorded."),
        back=reverse("enrolment:forecast_school", args=[pk, stage]),
        context={"subject": f"{school.name} {tables.STAGE_NAMES[stage].say(request.language)}"},
    )


def _one(request: PageRequest, pk: int, stage: str) -> tuple[School, Forecast]:
    """A school the reader looks ahead for, and the forecast it is in.

    Raises:
        Http404: there is none, it does not teach the stage, or nothing is forecast.
    """
    rows = own_schools(seen_by=request.eyes, on=request.on).select_related("authority")
    school = rows.filter(pk=pk).first()
    found = forecast_of(school.authority, request.on, _years(request)) if school else None
    if school is None or found is None or (pk, stage) not in found.outlooks:
        raise Http404(pk)
    return school, found


def _authority(request: PageRequest, seen: list[Authority]) -> Authority | None:
    asked = request.GET.get("authority", "")
    return next((each for each in seen if str(each.pk) == asked), next(iter(seen), None))


def _page(request: PageRequest, authority: Authority | None) -> Page | None:
    """The stage asked for, else the first that the reader's own schools teach; None for none."""
    found = forecast_of(authority, request.on, _years(request)) if authority else None
    stages = stages_of(found, seen_by=request.eyes, on=request.on) if found else []
    if found is None or not stages:
        return None
    asked = request.GET.get("stage", "")
    stage = asked if asked in stages else stages[0]
    return page_of(found, stage, seen_by=request.eyes, on=request.on)


def _years(request: PageRequest) -> int:
    """How far ahead; the usual where nothing or nonsense is asked."""
    asked = request.GET.get("years", "")
    known = {str(each): each for each in range(1, FARTHEST + 1)}
    return known.get(asked, USUAL)


def _feeding(found: Forecast, pk: int, stage: str) -> list[str]:
    """The schools whose leavers enter next."""
    fed_by = found.site((pk, stage)).fed_by or {}
    keys = [each for each, _ in fed_by.get(found.since + 1, ())]
    return list(School.objects.filter(pk__in=keys).values_list("name", flat=True))


def _lacks(found: Forecast, pk: int, stage: str) -> list[tuple[int, tuple[int, ...]]]:
    """The years of which nothing can be said, with their grades."""
    outlook = found.outlooks[pk, stage]
    return [(year, lacks) for year in found.ahead if (lacks := outlook.lacks(year))]
