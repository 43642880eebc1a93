"""Say who is asked, open a survey, remind, close."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from xuequ.directory.models import Consortium, Membership, Person, School
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.ledger.models import Notice
from xuequ.ledger.services.notices import News, notify_many
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.pooling import kept_apart
from ..engine.sampling import draw, roster_hash
from ..engine.types import Member
from ..models import Invitation, Survey
from ..queries.rosters import roster
from .drafting import check_run, locked, locked_draft
from .questions import check_conditions

LONGEST = timedelta(days=366)
LONGEST_SEED = 40  # characters of it that people choose


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is asked: everybody of an audience, or a sample of so many."""

    audience: str
    sampling: str = "all"
    size: int | None = None
    consortium: int | None = None
    school: int | None = None


@transaction.atomic
def set_audience(survey: Survey, new: Audience, *, actor: Actor, today: date) -> Survey:
    """Say who is asked.

    Raises:
        Refused("survey-is-not-draft"), Refused("not-your-survey"),
        Refused("survey-asks-elsewhere"): a place that is not below that of the survey.
        Refused("survey-sample-too-large"): more than are on the roster today.
    """
    survey = locked_draft(survey, actor)
    before = fingerprint(survey)
    public = new.audience == Survey.Audience.PUBLIC
    survey.audience = new.audience
    survey.sampling = Survey.Sampling.ALL if public else new.sampling
    survey.is_anonymous = survey.is_anonymous or public
    survey.sample_size = None if survey.sampling == "all" else new.size
    survey.asked_consortium_id, survey.asked_school_id = new.consortium, new.school
    _check_below(survey, today)
    if survey.sample_size is not None:
        _check_size(survey, len(roster(survey, today)))
    survey.save()
    write("change-survey", survey, actor=actor, before=before)
    return survey


@transaction.atomic
def open_survey(
    survey: Survey, closes_on: date, *, actor: Actor, today: date, seed: str = ""
) -> Survey:
    """Freeze the questions, draw the sample, and ask.

    Args:
        seed: words of the sample's seed.  The other half is made by lot at this moment, so that
            nobody tries out words until the sample suits them.

    Raises:
        Refused("survey-is-not-draft"), Refused("not-your-survey"),
        Refused("survey-has-no-questions"), Refused("survey-condition-broken"),
        Refused("survey-closes-too-early"), Refused("survey-closes-too-late"),
        Refused("survey-has-no-roster"), Refused("survey-sample-too-large").
    """
    survey = locked_draft(survey, actor)
    before = fingerprint(survey)
    questions = list(survey.questions.all())
    if not questions:
        raise Refused("survey-has-no-questions")
    check_conditions(questions)
    check_close(closes_on, today)
    survey.opened_on, survey.closes_on, survey.state = today, closes_on, Survey.State.OPEN
    chosen: tuple[Member, ...] = ()
    if survey.is_public:
        survey.is_anonymous = True
        survey.token = secrets.token_urlsafe(16)
    else:
        words = " ".join(seed.split())[:LONGEST_SEED]
        chosen = _drawn(survey, f"{words} {secrets.token_hex(8)}".strip(), today)
    survey.save()
    _invite(survey, chosen, actor)
    note = {
        "questions": len(questions),
        "sampling": survey.sampling,
        "roster": survey.roster_size,
        "sample": len(chosen),
        "seed": survey.seed,
        "roster_hash": survey.roster_hash,
    }
    write("open-survey", survey, actor=actor, before=before, note=note)
    return survey


@transaction.atomic
def remind(survey: Survey, *, actor: Actor, today: date) -> int:
    """Tell those who have not answered once more; how many there are.

    Raises:
        Refused("not-your-survey"), Refused("survey-is-not-open"), Refused("survey-reminded"),
        Refused("survey-all-answered").
    """
    survey = locked(survey)
    check_run(actor, survey)
    if survey.state != Survey.State.OPEN or survey.is_public or _is_over(survey, today):
        raise Refused("survey-is-not-open")
    if survey.reminded_on == today:
        raise Refused("survey-reminded")
    rest = Person.objects.filter(
        pk__in=survey.invitations.filter(has_answered=False).values("person")
    )
    count = rest.count()
    if not count:
        raise Refused("survey-all-answered")
    zh, en = "提醒：有一份问卷还等您填写", "reminder: a survey still waits for your answer"
    notify_many(rest.order_by("pk"), _news(survey, zh, en, f"{today}"), by=_by(actor))
    survey.reminded_on = today
    survey.save(update_fields=["reminded_on"])
    write("remind-survey", survey, actor=actor, note={"sample": count})
    return count


def check_close(closes_on: date, today: date) -> None:
    """Refuse a last day that is over or more than a year away."""
    if closes_on < today:
        raise Refused("survey-closes-too-early", day=today)
    if closes_on > today + LONGEST:
        raise Refused("survey-closes-too-late", day=today + LONGEST)


def _check_below(survey: Survey, today: date) -> None:
    """Is whom it asks part of the place whose survey it is?"""
    unions = Consortium.objects.filter(authority=survey.authority_id)
    schools = School.objects.filter(authority=survey.authority_id)
    if survey.consortium_id is not None:
        unions = unions.filter(pk=survey.consortium_id)
        members = Membership.objects.on(today).filter(consortium=survey.consortium_id)
        schools = schools.filter(pk__in=members.values("school"))
    if survey.school_id is not None:
        unions, schools = unions.none(), schools.filter(pk=survey.school_id)
    for asked, known in ((survey.asked_consortium, unions), (survey.asked_school, schools)):
        if asked is not None and not known.filter(pk=asked.pk).exists():
            raise Refused("survey-asks-elsewhere", name=str(asked))


def _check_size(survey: Survey, people: int) -> None:
    if survey.sample_size is not None and not 1 <= survey.sample_size <= people:
        raise Refused("survey-sample-too-large", size=survey.sample_size, roster=people)


def _drawn(survey: Survey, seed: str, today: date) -> tuple[Member, ...]:
    people = roster(survey, today)
    if not people:
        raise Refused("survey-has-no-roster")
    _check_size(survey, len(people))
    strata: dict[str, int] = {}
    for each in people:
        strata[str(each.school)] = strata.get(str(each.school), 0) + 1
    survey.strata, survey.roster_hash = strata, roster_hash(people)
    survey.seed = "" if survey.sampling == "all" else seed
    chosen = draw(people, survey.sampling, survey.sample_size, seed)  # type: ignore[arg-type]
    if survey.is_anonymous:
        asked = Counter(each.school for each in chosen)
        survey.apart = sorted(kept_apart(asked, survey.least))
    return chosen


def _invite(survey: Survey, chosen: tuple[Member, ...], actor: Actor) -> None:
    rows = [
        Invitation(survey=survey, person_id=each.person, school_id=each.school or None)
        for each in chosen
    ]
    Invitation.objects.bulk_create(rows, batch_size=500)
    people = Person.objects.filter(pk__in=survey.invitations.values("person")).order_by("pk")
    zh, en = "请您填写一份问卷", "you are asked to answer a survey"
    notify_many(people, _news(survey, zh, en, "open"), by=_by(actor))


def _news(survey: Survey, zh: str, en: str, when: str) -> News:
    place, day = str(survey.place), survey.closes_on
    return News(
        Notice.Kind.SURVEY,
        Text(f"{zh}（{place}，{day}前）", f"{en} ({place}, until {day})"),
        link=reverse("surveys:survey_answer", args=[survey.pk]),
        about=f"survey|{survey.pk}|{when}",
    )


def _by(actor: Actor) -> Person | None:
    return Person.objects.filter(pk=actor.person).first() if actor.person else None


def _is_over(survey: Survey, today: date) -> bool:
    return survey.closes_on is not None and today > survey.closes_on
