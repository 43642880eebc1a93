"""Set the calendar of a round, report its steps, chase, and put what is late before the head."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from xuequ.directory.models import School
from xuequ.directory.queries.scope import CONSORTIUM, SCHOOL, own_schools, standing
from xuequ.kernel.actors import Actor, program
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.ledger.models import Notice
from xuequ.ledger.services.notices import News, notify_many
from xuequ.record.services import write

from ..models import Plan, Round, Step, StepDay, StepDone, StepRaised
from ..queries.access import CHANGE
from ..queries.placing import released
from ..queries.preparing import current
from ..queries.responsible import (
    BY_ITSELF,
    OWN,
    cells_of,
    consortium_of,
    days_of,
    heads_of,
    not_entered,
    responsible,
)
from .guards import SHORTEST, held

REPORT, CHASE = "duty.report", "duty.chase"
CLOCK = program("enrolment.escalate")


@transaction.atomic
def set_step_days(found: Round, days: Mapping[str, date], *, actor: Actor) -> dict[str, date]:
    """Set by when each step is due from every school of a round.

    Raises:
        Refused("not-your-place"): the actor does not prepare rounds of this authority.
        Refused("steps-out-of-order"): a step is due before one that comes earlier.
        Refused("nothing-changed"): these are the days already.
    """
    row = held(found, CHANGE, actor=actor)
    order = [days[each] for each in Step if each in days]
    if order != sorted(order):
        raise Refused("steps-out-of-order")
    before = days_of(row)
    wanted = {str(step): due for step, due in days.items()}
    if before == wanted:
        raise Refused("nothing-changed")
    row.step_days.exclude(step__in=wanted).delete()
    for step, due in wanted.items():
        StepDay.objects.update_or_create(round=row, step=step, defaults={"due": due})
    write("set-steps", row, actor=actor, note={"days": {k: f"{v}" for k, v in wanted.items()}})
    return wanted


@transaction.atomic
def report_step(
    found: Round, school: School, step: str, said: str, *, actor: Actor, now: datetime
) -> StepDone:
    """The principal who answers for a school reports that a step is done there.

    Raises:
        Refused("not-your-school"): the actor does not answer for this school in this round.
        Refused("step-by-itself"): the plan is done when it is filled in, and not reported.
        Refused("step-needs-words"): fewer than ten characters say what was done.
        Refused("step-too-early"): what it follows on is not there yet.
        Refused("children-not-entered"): admitted children are not entered as pupils yet.
        Refused("step-is-done"): it was reported before.
    """
    row = Round.objects.select_for_update().get(pk=found.pk)
    is_own = standing(actor) == SCHOOL and actor.school == school.pk and actor.role in OWN
    if not (is_own and actor.may(REPORT) and row.plans.filter(school=school).exists()):
        raise Refused("not-your-school", school=school.name)
    if step == BY_ITSELF:
        raise Refused("step-by-itself")
    if len(said.strip()) < SHORTEST:
        raise Refused("step-needs-words", count=SHORTEST)
    _in_time(row, school, step, now)
    if row.steps_done.filter(school=school, step=step).exists():
        raise Refused("step-is-done")
    done = StepDone.objects.create(
        round=row, school=school, step=step, said=said.strip(), person_id=actor.person,
        post=actor.post[:80], done_at=now,
    )  # fmt: skip
    write("report-step", school, actor=actor, note={"round": str(row), "step": step})
    return done


@transaction.atomic
def chase_school(found: Round, school: School, *, actor: Actor, now: datetime) -> int:
    """The general principal reminds who answers for a member of what is late; how many it told.

    Raises:
        Refused("not-your-member"): the school is no member of the consortium the actor acts for.
        Refused("nothing-is-late"): nothing of this school is late.
        Refused("nobody-answers"): nobody holds the post of its principal.
        Refused("chased-today"): once a day is enough.
    """
    on = timezone.localdate(now)
    row = Round.objects.select_for_update().get(pk=found.pk)
    plan = row.plans.filter(school=school).first()
    mine = own_schools(seen_by=actor, on=on).filter(pk=school.pk)
    acts = standing(actor) == CONSORTIUM and actor.may(CHASE) and mine.exists()
    if plan is None or not acts:
        raise Refused("not-your-member", school=school.name)
    late = _late(row, plan, on)
    if not late:
        raise Refused("nothing-is-late", school=school.name)
    who = responsible([school.pk], on).get(school.pk)
    if who is None:
        raise Refused("nobody-answers", school=school.name)
    about = f"steps:{row.pk}:{school.pk}:{on}"
    news = News(Notice.Kind.CHASE, _words(row, school, late), _link(row), about)
    told = notify_many([who.person], news)
    if not told:
        raise Refused("chased-today", name=school.name)
    write("chase-step", school, actor=actor, note={"round": str(row), "steps": late})
    return told


def escalate(now: datetime) -> Text:
    """Put every step that is late before the general principal of its school's consortium."""
    on = timezone.localdate(now)
    rounds = Round.objects.filter(step_days__due__lt=on).distinct().order_by("pk")
    raised = sum(_raise(each, now, on) for each in rounds)
    return Text(
        f"逾期的招生事项{raised}件已报总校长（学区长）。",
        f"{raised} late steps of enrolment were put before general principals.",
    )


@transaction.atomic
def _raise(found: Round, now: datetime, on: date) -> int:
    row = Round.objects.select_for_update().get(pk=found.pk)
    known = set(row.steps_raised.values_list("school", "step"))
    count = 0
    for plan in row.plans.select_related("school"):
        late = [each for each in _late(row, plan, on) if (plan.school_id, each) not in known]
        where = consortium_of(plan.school, on) if late else None
        if where is None:
            continue
        for step in late:
            StepRaised.objects.create(
                round=row, school=plan.school, consortium=where, step=step, raised_at=now
            )
        head = heads_of([where.pk], on).get(where.pk)
        about = f"raised:{row.pk}:{plan.school_id}:{','.join(late)}"
        news = News(Notice.Kind.CHASE, _words(row, plan.school, late), _link(row), about)
        notify_many([head.person] if head else [], news)
        write("raise-steps", plan.school, actor=CLOCK, note={"round": str(row), "steps": late})
        count += len(late)
    return count


def _in_time(row: Round, school: School, step: str, now: datetime) -> None:
    rules = current(row)
    is_published = rules is not None and rules.published_at is not None
    if step in (Step.NOTICE, Step.RECEPTION) and not is_published:
        raise Refused("step-too-early", step=Step(step).label)
    if step == Step.REGISTRATION:
        if not released(now).filter(round=row).exists():
            raise Refused("step-too-early", step=Step(step).label)
        left = not_entered(row, school, now)
        if left:
            raise Refused("children-not-entered", school=school.name, count=left)


def _late(row: Round, plan: Plan, on: date) -> list[str]:
    return [each.step.value for each in cells_of(row, plan, on) if each.state == "late"]


def _words(row: Round, school: School, late: list[str]) -> Text:
    zh = "、".join(STEPS[each].zh for each in late)
    en = ", ".join(STEPS[each].en for each in late)
    return Text(f"{row}：{school.name}逾期未完成：{zh}", f"{row}: {school.name} is late with: {en}")


def _link(row: Round) -> str:
    return reverse("enrolment:round_steps", args=[row.pk])


STEPS: dict[str, Text] = {
    Step.PLAN: Text("招生计划", "plan"),
    Step.OPINION: Text("片区意见", "opinion on the catchment"),
    Step.NOTICE: Text("招生公告", "enrolment notice"),
    Step.RECEPTION: Text("接待家长", "reception of families"),
    Step.REGISTRATION: Text("新生注册", "registration"),
}
