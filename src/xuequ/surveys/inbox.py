"""Surveys that wait for an answer, for the inbox."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.kernel.waiting import Shelf, Waiting

from .models import Invitation, Survey
from .queries.access import invitations

ANSWER = "survey.report"
SHOWN = 21  # the inbox shows twenty, and that there are more
WHAT = Text("问卷", "survey")


def waiting(actor: Actor, on: date) -> list[Waiting]:
    """The surveys an identity is asked to answer, the one that closes first first."""
    return [
        Waiting(
            title=each.survey.title,
            what=WHAT,
            link=reverse("surveys:survey_answer", args=[each.survey_id]),
            due=each.survey.closes_on,
            days=(each.survey.closes_on - on).days if each.survey.closes_on else 0,
        )
        for each in _open(actor, on).select_related("survey")[:SHOWN]
    ]


def count(actor: Actor, on: date) -> int:
    """How many surveys wait."""
    return _open(actor, on).count()


def shelves(actor: Actor, on: date) -> list[Shelf]:
    """The list of surveys to answer."""
    if not actor.may(ANSWER):
        return []
    name = Text("我的问卷", "surveys for me")
    return [Shelf(name, reverse("surveys:survey_mine"), count(actor, on), True)]


def _open(actor: Actor, on: date) -> QuerySet[Invitation]:
    if not actor.may(ANSWER):
        return Invitation.objects.none()
    found = invitations(seen_by=actor).filter(
        survey__state=Survey.State.OPEN, survey__closes_on__gte=on, has_answered=False
    )
    return found.order_by("survey__closes_on", "pk")
