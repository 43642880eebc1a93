"""The editor of a draft: add, change, move and take out questions."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.drafting import SureForm
from ..forms.questions import QuestionForm, entered
from ..models import Question, Survey
from ..queries.topics import topics
from ..services.questions import (
    add_question,
    add_topics,
    change_question,
    drop_question,
    move_question,
)
from .drafting import run_by, tried


def question_new(request: PageRequest, pk: int) -> HttpResponse:
    """Put a question at the end; its kind stands in the address."""
    survey = run_by(request, pk)
    if not survey.is_draft:
        return _frozen(request, survey)
    kind = request.GET.get("kind", "single")
    if kind not in Question.Kind.values:
        raise Http404(kind)
    form = QuestionForm(request.POST or None, kind=kind, before=list(survey.questions.all()))
    return act(
        request,
        form,
        lambda: add_question(survey, form.new(), actor=request.eyes),
        done=gettext_lazy("The question is added."),
        back=_back(pk),
        context={"subject": f"{survey.title} · {Question.Kind(kind).label}"},
    )


def topics_add(request: PageRequest, pk: int) -> HttpResponse:
    """Ask for what the policy wants surveyed before a plan is made."""
    survey = run_by(request, pk)
    known = topics(survey, timezone.localdate())
    done = _("The topics of the policy are asked for; change the questions as you need.")
    if known:
        tried(request, lambda: add_topics(survey, known, actor=request.eyes), done)
    return redirect(_back(pk))


def question_change(request: PageRequest, pk: int, question: int) -> HttpResponse:
    """Change a question."""
    survey, row = _question(request, pk, question)
    if not survey.is_draft:
        return _frozen(request, survey)
    before = list(survey.questions.filter(order__lt=row.order))
    form = QuestionForm(request.POST or None, kind=row.kind, before=before, initial=entered(row))
    return act(
        request,
        form,
        lambda: change_question(row, form.new(), actor=request.eyes),
        done=gettext_lazy("The question is changed."),
        back=_back(pk),
        context={"subject": f"{survey.title} · {row.get_kind_display()}"},
    )


def question_move(request: PageRequest, pk: int, question: int) -> HttpResponse:
    """Move a question up or down by one."""
    survey, row = _question(request, pk, question)
    by = -1 if request.POST.get("to") == "up" else 1
    try:
        move_question(row, by, actor=request.eyes)
    except Refused as refused:
        messages.error(request, explain(refused))
    return redirect(f"{_back(survey.pk)}#question-{row.pk}")


def question_drop(request: PageRequest, pk: int, question: int) -> HttpResponse:
    """Take a question out."""
    survey, row = _question(request, pk, question)
    if not survey.is_draft:
        return _frozen(request, survey)
    return act(
        request,
        SureForm(request.POST if request.method == "POST" else None),
        lambda: drop_question(row, actor=request.eyes),
        done=gettext_lazy("The question is taken out."),
        back=_back(survey.pk),
        context={"subject": f"{survey.title} · {row.words}"},
    )


def _question(request: PageRequest, pk: int, question: int) -> tuple[Survey, Question]:
    survey = run_by(request, pk)
    return survey, get_object_or_404(survey.questions, pk=question)


def _frozen(request: PageRequest, survey: Survey) -> HttpResponse:
    messages.error(request, explain(Refused("survey-is-not-draft")))
    return redirect(_back(survey.pk))


def _back(pk: int) -> str:
    return reverse("surveys:survey_detail", args=[pk])
