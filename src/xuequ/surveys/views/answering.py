"""The sheet on somebody's phone: asked in person, or by the public link."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..engine.answers import read
from ..engine.types import minutes
from ..forms.answering import sent, sheet
from ..models import Survey
from ..queries.access import invitations
from ..queries.reading import asked
from ..services.answering import answer_public, answer_survey, count_try

ROOM = 256 * 1024  # bytes that an answer by the public link may have


def survey_answer(request: PageRequest, pk: int) -> HttpResponse:
    """Answer what one is asked in person."""
    invitation = get_object_or_404(invitations(seen_by=request.eyes), survey=pk)
    survey = invitation.survey
    if request.method == "POST":
        try:
            answer_survey(
                invitation, sent(request.POST), actor=request.eyes, today=timezone.localdate()
            )
        except Refused as refused:
            if refused.code == "survey-answered":
                messages.info(request, explain(refused))
                return redirect("surveys:survey_answer", pk)
            return _sheet(request, survey, refused=refused)
        messages.success(request, _("Thank you. Your answer is received."))
        return redirect("surveys:survey_answer", pk)
    if invitation.has_answered or _is_over(survey):
        context = {"survey": survey, "has_answered": invitation.has_answered}
        return render(request, "surveys/done.html", context)
    return _sheet(request, survey)


def survey_public(request: PageRequest, token: str) -> HttpResponse:
    """Answer by the public link; nothing is kept of who it was."""
    survey = get_object_or_404(
        Survey.objects.select_related("authority", "consortium", "school"), token=token[:40]
    )
    codes = survey.tickets.filter(is_code=True).exists()
    more: dict[str, Any] = {"is_link": True, "has_codes": codes, "form_key": uuid.uuid4()}
    if request.method != "POST":
        if request.GET.get("done") or _is_over(survey):
            context = {"survey": survey, "has_answered": bool(request.GET.get("done"))}
            return render(request, "surveys/done.html", context)
        return _sheet(request, survey, **more)
    if int(request.META.get("CONTENT_LENGTH") or 0) > ROOM:
        raise RequestDataTooBig("larger than any answer")
    key, code = request.POST.get("form", "")[:40], request.POST.get("code", "")
    more |= {"form_key": key or more["form_key"], "code": code[:40]}
    now = timezone.now()
    try:
        answer_public(survey, sent(request.POST), code, str(more["form_key"]), now=now)
    except Refused as refused:
        if refused.code != "survey-answered":
            count_try(survey, now=now)
            return _sheet(request, survey, refused=refused, **more)
    return redirect(f"{request.path}?done=1")


def _sheet(
    request: PageRequest, survey: Survey, *, refused: Refused | None = None, **more: Any
) -> HttpResponse:
    """The sheet; after a refusal with everything typed and what is wrong."""
    questions = asked(survey)
    raw = sent(request.POST) if refused else None
    faults = read(questions, raw).faults if raw is not None else None
    context = {
        "survey": survey,
        "puts": list(sheet(questions, raw, faults)),
        "minutes": minutes(questions),
        "refused": explain(refused) if refused else "",
        "is_over": refused is not None and refused.code == "survey-closed",
        **more,
    }
    status = STATUS.get(refused.code, 422) if refused else 200
    return render(request, "surveys/answer.html", context, status=status)


STATUS = {"survey-busy": 429}


def _is_over(survey: Survey) -> bool:
    over = survey.closes_on is not None and timezone.localdate() > survey.closes_on
    return over or survey.state != Survey.State.OPEN
