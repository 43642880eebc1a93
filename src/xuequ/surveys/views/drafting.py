"""Begin, see, change, preview, copy and throw away a survey."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuequ.kernel.refusal import Refused
from xuequ.web.acting import act
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..engine.types import minutes
from ..forms.answering import sheet
from ..forms.drafting import SureForm, SurveyForm
from ..models import Question, Survey
from ..queries.access import may_run, place_of, surveys
from ..queries.reading import asked
from ..queries.rosters import is_drawn_alike
from ..queries.topics import topics
from ..services.drafting import change_survey, copy_survey, draft_survey, drop_survey


def seen(request: PageRequest, pk: int) -> Survey:
    """A survey in the reader's scope."""
    rows = surveys(seen_by=request.eyes, on=request.on)
    return get_object_or_404(rows.select_related("authority", "consortium", "school"), pk=pk)


def run_by(request: PageRequest, pk: int) -> Survey:
    """A survey that the reader runs.

    Raises:
        Http404: it is somebody else's.
    """
    survey = seen(request, pk)
    if not may_run(request.eyes, survey):
        raise Http404(pk)
    return survey


def tried(request: PageRequest, do: Callable[[], object], done: str) -> bool:
    """Do an act of one button; say that it is done, or why it is refused."""
    try:
        do()
    except Refused as refused:
        messages.error(request, explain(refused))
        return False
    messages.success(request, done)
    return True


def survey_new(request: PageRequest) -> HttpResponse:
    """Begin a survey of one's own place."""
    place = place_of(request.eyes)
    form = SurveyForm(request.POST or None, initial={"key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        survey = draft_survey(form.new(), place, actor=request.eyes)
        messages.success(request, _("The draft is kept. Add questions next."))
        return redirect("surveys:survey_detail", survey.pk)
    context = {"form": form, "back": reverse("surveys:survey_list"), "subject": str(place)}
    return render(request, "web/act.html", context, status=422 if form.errors else 200)


def survey_detail(request: PageRequest, pk: int) -> HttpResponse:
    """A survey with its questions, who is asked, and what can be done next."""
    survey = seen(request, pk)
    invited = survey.invitations.count()
    link = request.build_absolute_uri(
        reverse("surveys:survey_public", args=[survey.token]) if survey.token else "/"
    )
    context = {
        "survey": survey,
        "puts": list(sheet(asked(survey))),
        "minutes": minutes(asked(survey)),
        "kinds": Question.Kind.choices,
        "may_run": may_run(request.eyes, survey),
        "invited": invited,
        "answered": survey.invitations.filter(has_answered=True).count()
        if invited
        else survey.responses.count(),
        "is_over": survey.closes_on is not None and timezone.localdate() > survey.closes_on,
        "link": link if survey.token else "",
        "qr": qr(link) if survey.token else None,
        "is_alike": is_drawn_alike(survey) if survey.seed else None,
        "codes": survey.tickets.filter(is_code=True).count(),
        "key": uuid.uuid4(),
        "topics": topics(survey, timezone.localdate()) if survey.is_draft else [],
        "today": timezone.localdate(),
    }
    return render(request, "surveys/detail.html", context)


def survey_change(request: PageRequest, pk: int) -> HttpResponse:
    """Change title, purpose and anonymity of a draft."""
    survey = run_by(request, pk)
    initial = {
        "title": survey.title,
        "purpose": survey.purpose,
        "is_anonymous": "yes" if survey.is_anonymous else "no",
        "least": survey.least,
    }
    form = SurveyForm(request.POST or None, initial=initial)
    return act(
        request,
        form,
        lambda: change_survey(survey, form.new(), actor=request.eyes),
        done=gettext_lazy("The survey is changed."),
        back=reverse("surveys:survey_detail", args=[pk]),
        context={"subject": survey.title},
    )


def survey_drop(request: PageRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    survey = run_by(request, pk)
    if not survey.is_draft:
        messages.error(request, explain(Refused("survey-is-not-draft")))
        return redirect("surveys:survey_detail", pk)
    return act(
        request,
        SureForm(request.POST if request.method == "POST" else None),
        lambda: drop_survey(survey, actor=request.eyes),
        done=gettext_lazy("The draft is thrown away."),
        back=reverse("surveys:survey_list"),
        context={"subject": survey.title},
    )


def survey_copy(request: PageRequest, pk: int) -> HttpResponse:
    """Copy a survey as a new draft."""
    survey = run_by(request, pk)
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        key = uuid.uuid4()
    copy = copy_survey(survey, actor=request.eyes, key=key)
    messages.success(request, _("This is the copy. Its results are compared with the old ones."))
    return redirect("surveys:survey_detail", copy.pk)


def survey_preview(request: PageRequest, pk: int) -> HttpResponse:
    """The sheet as those asked see it; nothing can be sent."""
    survey = seen(request, pk)
    questions = asked(survey)
    context = {
        "survey": survey,
        "puts": list(sheet(questions)),
        "minutes": minutes(questions),
        "is_preview": True,
    }
    return render(request, "surveys/answer.html", context)


def qr(link: str) -> dict[str, object]:
    """A QR code as a path of one SVG."""
    rows = segno.make(link, error="m", micro=False).matrix
    path = "".join(
        f"M{x + 4} {y + 4}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, bit in enumerate(row)
        if bit
    )
    return {"path": path, "size": len(rows) + 8}
