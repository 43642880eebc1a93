"""What surveys found: for those who run them, and as published."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from xuequ.kernel.refusal import Refused
from xuequ.kernel.table import Table
from xuequ.methods.intervals import Estimate
from xuequ.record.services import note_export
from xuequ.web.outputs.answer import as_file
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..engine.reports import notes, results_table, schools_table
from ..engine.results import Group
from ..models import Survey
from ..queries.access import may_run, published, reads_own_school
from ..queries.found import Outcome, outcome, texts
from ..queries.named import answers_table
from ..queries.reading import answers
from .drafting import run_by, seen

FILES = ("xlsx", "csv", "pdf", "docx")


def survey_results(request: PageRequest, pk: int) -> HttpResponse:
    """The results for those who run the survey, school by school, with what people wrote."""
    survey = seen(request, pk)
    if not survey.is_closed:
        return _not_yet(request, survey)
    found = outcome(survey)
    may = may_run(request.eyes, survey)
    given = answers(survey) if may else []
    written = [
        (each.question, texts(each.question, given))
        for each in found.whole
        if may and each.question.kind == "text" and not each.is_hidden
    ]
    context = {
        "survey": survey,
        "it": found,
        "notes": notes(found.report()),
        "written": written,
        "may_run": may,
        "kinds": FILES,
        "schools": _schools(found),
        "changes": _changes(found),
    }
    return render(request, "surveys/results.html", context)


def survey_results_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The same as a file."""
    survey = seen(request, pk)
    if not survey.is_closed:
        return _not_yet(request, survey)
    return _give(request, survey, results_table(outcome(survey).report()), kind)


def survey_schools_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The results by school as a file."""
    survey = seen(request, pk)
    if not survey.is_closed:
        return _not_yet(request, survey)
    return _give(request, survey, schools_table(outcome(survey).report()), kind)


def survey_answers_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The answers with the names of those who gave them; only of a survey by name."""
    survey = run_by(request, pk)
    try:
        table = answers_table(survey)
    except Refused as refused:
        messages.error(request, explain(refused))
        return redirect("surveys:survey_detail", pk)
    return _give(request, survey, table, kind)


def survey_found(request: PageRequest, pk: int) -> HttpResponse:
    """The results as published; a school's head also sees their own school's."""
    survey = get_object_or_404(published(seen_by=request.eyes, on=request.on), pk=pk)
    found = outcome(survey)
    own = _own(request, found)
    context = {
        "survey": survey,
        "it": found,
        "notes": notes(found.report()),
        "kinds": FILES,
        "own": own,
        "asks_own": reads_own_school(request.eyes) and not survey.is_public,
        "schools": [own] if own else [],
    }
    return render(request, "surveys/found.html", context)


def survey_found_file(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The same as a file, without any school's own figures."""
    survey = get_object_or_404(published(seen_by=request.eyes, on=request.on), pk=pk)
    return _give(request, survey, results_table(outcome(survey).report()), kind)


def _own(request: PageRequest, found: Outcome) -> tuple[str, Group] | None:
    """The reader's own school, if enough of its people answered and it gives no other away."""
    if not reads_own_school(request.eyes):
        return None
    mine = [
        each
        for each in found.groups
        if each[1].school == request.eyes.school and each[1].count is not None
    ]
    return mine[0] if mine else None


def _schools(found: Outcome) -> list[tuple[str, Group]]:
    return [each for each in found.groups if each[1].count is not None]


def _changes(found: Outcome) -> list[tuple[str, str, Estimate]]:
    """Question, choice and how its share changed since the survey before."""
    return [
        (each.question.words, row.label, found.changes[each.question.id, at])
        for each in found.whole
        for at, row in enumerate(each.rows)
        if (each.question.id, at) in found.changes
    ]


def _not_yet(request: PageRequest, survey: Survey) -> HttpResponse:
    messages.info(request, _("Results are shown once the survey is closed."))
    return redirect("surveys:survey_detail", survey.pk)


def _give(request: PageRequest, survey: Survey, table: Table, kind: str) -> HttpResponse:
    response = as_file(request, table, kind)
    note_export(survey, "survey", kind, len(table.rows), actor=request.eyes)
    return response
