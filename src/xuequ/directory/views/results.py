"""The page of class results: what classes reached in exams, as sums."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from xuequ.web.requests import PageRequest, asked

from ..engine.daily.results import SMALL
from ..queries import results as queries
from .facilities import chosen_school, number_asked


def result_list(request: PageRequest) -> HttpResponse:
    """The results in scope, of the last exam if none is chosen; fifty to a page."""
    shown = queries.results(seen_by=request.eyes, on=request.on)
    exams = list(queries.exams(shown)[:100])
    exam = number_asked(request, "exam")
    if exam is None and exams and not asked(request, "every"):
        exam = exams[0].pk
    wanted = queries.ResultFilter(
        exam=exam,
        words=asked(request, "words"),
        subject=asked(request, "subject"),
        school=number_asked(request, "school"),
        unit=request.unit,
    )
    rows = Paginator(queries.filtered(shown, wanted, request.on), 50).get_page(
        request.GET.get("page")
    )
    context = {
        "rows": rows,
        "results": queries.result_rows(list(rows)),
        "wanted": wanted,
        "exams": exams,
        "subjects": queries.subjects_in(shown),
        "school": chosen_school(request, wanted.school),
        "small": SMALL,
    }
    return render(request, "directory/result_list.html", context)
