"""Pages of questions to other departments: asked, given out as a sheet, answered."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from xuequ.directory.views.taking_out import mark_for
from xuequ.intake.files import read_cells
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.vault.services.files import open_file, store_file
from xuequ.web.acting import act
from xuequ.web.outputs.answer import as_file
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ...engine.checking.departments import DEPARTMENTS, STATES, Answer, answers_in
from ...forms.checking import FileForm, InquiryForm
from ...models import Inquiry
from ...queries.checking import scope
from ...queries.checking.items import standard_for
from ...queries.checking.sheets import questions
from ...services.checking.departments import ask_department, keep_answers, note_sheet, take_answers
from .queue import seen


def check_departments(request: PageRequest, pk: int) -> HttpResponse:
    """What departments were asked in a round, and what is still pending."""
    found = seen(request, pk)
    rows = [
        (
            each,
            DEPARTMENTS[each.department],
            each.answers.filter(state="pending", outdated_at=None).count(),
        )
        for each in scope.inquiries(seen_by=request.eyes).filter(round=found)
    ]
    context = {"round": found, "rows": rows, "asks": bool(standard_for(found).heads)}
    return render(request, "enrolment/check_departments.html", context)


def check_ask(request: PageRequest, pk: int) -> HttpResponse:
    """Ask a department about items of all applications that wait."""
    found = seen(request, pk)
    form = InquiryForm(request.POST or None, heads=standard_for(found).heads)
    return act(
        request,
        form,
        lambda: ask_department(found, form.new(), actor=request.eyes, now=timezone.now()),
        done=_("The items are pending now. Give the department its sheet."),
        back=reverse("enrolment:check_departments", args=[pk]),
        context={"subject": str(found)},
    )


def check_inquiry(request: PageRequest, pk: int) -> HttpResponse:
    """One inquiry: its sheet, a file of answers to bring in, and what would be taken from it."""
    found = inquiry(request, pk)
    form = FileForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read()
        try:
            _read(found, form.name, data)
            keep_answers(found, store_file(data, name=form.name), actor=request.eyes)
        except Problems as wrong:
            problems = wrong.say(request.language)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return redirect("enrolment:check_inquiry", pk=pk)
    heads = {each.code: each.name for each in standard_for(found.round).heads}
    answers = _kept(found)
    context = {
        "inquiry": found,
        "department": DEPARTMENTS[found.department],
        "form": form,
        "problems": problems,
        "preview": [(each, heads[each.code], STATES[each.state]) for each in answers],
        "pending": found.answers.filter(state="pending", outdated_at=None).count(),
    }
    status = 422 if form.errors or problems else 200
    return render(request, "enrolment/check_inquiry.html", context, status=status)


def check_sheet(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The questions as a file for the department."""
    found = inquiry(request, pk)
    try:
        note_sheet(found, actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
        return redirect("enrolment:check_inquiry", pk=pk)
    answer = as_file(request, questions(found).marked(mark_for(request.eyes, "verify")), kind)
    answer["Cache-Control"] = "no-store, private"
    return answer


def check_answers(request: PageRequest, pk: int) -> HttpResponse:
    """Take the answers that were looked at."""
    found = inquiry(request, pk)
    try:
        count = take_answers(found, _kept(found), actor=request.eyes, now=timezone.now())
    except Refused as refused:
        messages.error(request, explain(refused))
    else:
        done = ngettext("%(count)s answer is taken.", "%(count)s answers are taken.", count)
        messages.success(request, done % {"count": count})
    return redirect("enrolment:check_inquiry", pk=pk)


def inquiry(request: PageRequest, pk: int) -> Inquiry:
    """An inquiry of the reader's authority.

    Raises:
        Http404: there is none, or not for this reader.
    """
    found = scope.inquiries(seen_by=request.eyes).filter(pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found


def _kept(found: Inquiry) -> list[Answer]:
    """The answers of the file that was brought in last."""
    if found.file is None:
        return []
    with open_file(found.file) as file:
        return _read(found, found.file.name, file.read())


def _read(found: Inquiry, name: str, data: bytes) -> list[Answer]:
    heads = {each.code: each for each in standard_for(found.round).heads}
    return answers_in(name, read_cells(name, data), heads, found.mark)
