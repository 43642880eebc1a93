"""Say who is asked, open, remind, close, publish."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from xuequ.kernel.refusal import Refused
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text
from xuequ.web.acting import act
from xuequ.web.outputs.answer import as_file
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.drafting import AudienceForm, CodesForm, ExtendForm, OpenForm, PublishForm
from ..models import Survey
from ..queries.duties import settles
from ..queries.narrowing import places
from ..queries.rosters import by_school
from ..services.answering import give_codes
from ..services.closing import close_survey, extend_survey
from ..services.opening import open_survey, remind, set_audience
from ..services.publishing import publish_survey
from .drafting import run_by, tried


def survey_audience(request: PageRequest, pk: int) -> HttpResponse:
    """Who is asked, with how many that is today."""
    survey = run_by(request, pk)
    where = ""
    if survey.asked_consortium_id:
        where = f"consortium:{survey.asked_consortium_id}"
    if survey.asked_school_id:
        where = f"school:{survey.asked_school_id}"
    initial = {
        "audience": survey.audience,
        "sampling": survey.sampling,
        "size": survey.sample_size,
        "where": where,
    }
    today = timezone.localdate()
    form = AudienceForm(request.POST or None, initial=initial, places=places(survey, today))
    return act(
        request,
        form,
        lambda: set_audience(survey, form.new(), actor=request.eyes, today=today),
        done=gettext_lazy("Who is asked is kept."),
        back=reverse("surveys:survey_open" if survey.is_draft else "surveys:survey_detail",
                     args=[pk]),
        context={"subject": survey.title},
    )  # fmt: skip


def survey_open(request: PageRequest, pk: int) -> HttpResponse:
    """Look at how many are asked, then open."""
    survey = run_by(request, pk)
    today = timezone.localdate()
    form = OpenForm(request.POST or None, initial={"closes_on": today + timedelta(days=14)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            open_survey(
                survey, data["closes_on"], actor=request.eyes, today=today, seed=data["seed"]
            )
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            return redirect("surveys:survey_detail", pk)
    rows = [] if survey.is_public or not survey.is_draft else by_school(survey, today)
    context = {
        "survey": survey,
        "form": form,
        "rows": rows,
        "people": sum(each.people for each in rows),
        "drawn": sum(each.drawn for each in rows),
        "is_exact": survey.sampling != Survey.Sampling.SIMPLE,
        "questions": survey.questions.count(),
    }
    return render(request, "surveys/open.html", context, status=422 if form.errors else 200)


def survey_codes(request: PageRequest, pk: int) -> HttpResponse:
    """Make codes for the public link; the file is the only place where they stand."""
    survey = run_by(request, pk)
    form = CodesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = give_codes(survey, form.cleaned_data["count"], actor=request.eyes)
        except Refused as refused:
            form.add_error(None, explain(refused))
        else:
            columns = (Column("code", "填写码", "Code"),)
            title = Text(f"{survey.title}：填写码", f"{survey.title}: codes")
            return as_file(request, Table(title, columns, [(each,) for each in codes]), "xlsx")
    context = {
        "form": form,
        "back": reverse("surveys:survey_detail", args=[pk]),
        "subject": _("%(title)s: the file with the codes is given out once; keep it.")
        % {"title": survey.title},
    }
    return render(request, "web/act.html", context, status=422 if form.errors else 200)


def survey_remind(request: PageRequest, pk: int) -> HttpResponse:
    """Remind those who have not answered."""
    survey = run_by(request, pk)
    done = _("Those who have not answered are reminded.")
    tried(request, lambda: remind(survey, actor=request.eyes, today=timezone.localdate()), done)
    return redirect("surveys:survey_detail", pk)


def survey_extend(request: PageRequest, pk: int) -> HttpResponse:
    """Let a survey run until another day."""
    survey = run_by(request, pk)
    form = ExtendForm(request.POST or None, initial={"closes_on": survey.closes_on})
    today = timezone.localdate()

    def do() -> Survey:
        day = form.cleaned_data["closes_on"]
        return extend_survey(survey, day, actor=request.eyes, today=today)

    return act(
        request,
        form,
        do,
        done=gettext_lazy("The last day is changed."),
        back=reverse("surveys:survey_detail", args=[pk]),
        context={"subject": survey.title},
    )


def survey_close(request: PageRequest, pk: int) -> HttpResponse:
    """Close a survey; asked once more, for it cannot be opened again."""
    survey = run_by(request, pk)
    if request.method == "POST":
        today = timezone.localdate()
        done = _("The survey is closed.")
        tried(request, lambda: close_survey(survey, actor=request.eyes, today=today), done)
        return redirect("surveys:survey_detail", pk)
    invited = survey.invitations.count()
    answered = survey.invitations.filter(has_answered=True).count()
    said = ngettext(
        "%(count)s person has not answered yet.",
        "%(count)s people have not answered yet.",
        invited - answered,
    ) % {"count": invited - answered}
    context = {"survey": survey, "said": said if invited > answered else ""}
    return render(request, "surveys/close.html", context)


def survey_publish(request: PageRequest, pk: int) -> HttpResponse:
    """Publish the results, and say which duty that counts for."""
    survey = run_by(request, pk)
    today = timezone.localdate()
    form = PublishForm(request.POST, duties=settles(survey, today)) if (
        request.method == "POST"
    ) else PublishForm(duties=settles(survey, today))  # fmt: skip

    def do() -> Survey:
        data = form.cleaned_data
        return publish_survey(
            survey,
            actor=request.eyes,
            today=today,
            duty=data["duty"],
            findings=data["findings"],
        )

    return act(
        request,
        form,
        do,
        done=gettext_lazy("The results are published to those who were asked and to the place."),
        back=reverse("surveys:survey_detail", args=[pk]),
        context={"subject": survey.title},
    )
