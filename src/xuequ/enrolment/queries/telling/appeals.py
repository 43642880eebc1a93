"""Appeals of families and objections to exceptional placements: who sees them, what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from xuequ.cases.models import Case, Seat
from xuequ.cases.queries.rights import may_appeal
from xuequ.cases.queries.types import type_of
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ...engine.telling.disputes import APPEAL, OBJECTION, REMEDIES
from ...models import Appeal, Application, Check, Child, Exceptional, Outcome
from .. import placing
from ..checking.scope import applications
from .family import own_applications
from .terms import terms_of

About = Appeal.About
REMEDY = {each.code: Text(each.zh, each.en) for each in REMEDIES}
DECIDED = (Application.State.ACCEPTED, Application.State.REFUSED)


@dataclass(frozen=True, slots=True)
class Told:
    """An appeal as its family or the bureau reads it.

    Args:
        said: what the family wrote.
        state: where it stands, in plain words.
        answer: what it was told; "" yet.
        remedy: how it is put right, if it was upheld.
        may_ask_again: the family may still ask the one above.
        may_withdraw: nothing is decided yet.
    """

    appeal: Appeal
    said: str
    state: Text
    answer: str
    remedy: Text | None
    is_upheld: bool
    may_ask_again: bool
    may_withdraw: bool


def may_file(application: Application, now: datetime) -> tuple[list[str], datetime | None]:
    """What a family may appeal about now, and until when; none: as long as no result is told.

    The result as long as the letter says; points and the lock of a dwelling from the decision on.
    """
    outcome = placing.outcome_of(application.round)
    is_told = outcome is not None and placing.is_released(outcome, now)
    until = terms_of(outcome).object_until if outcome is not None and is_told else None
    if until is not None and now > until:
        return [], until
    found = []
    if placing.told(now).filter(application=application).exists():
        found.append(str(About.RESULT))
    if application.state in DECIDED and Check.objects.filter(application=application).exists():
        found += [str(About.POINTS), str(About.DWELLING)]
    return found, until


def own_appeals(application: Application, *, seen_by: Actor) -> QuerySet[Appeal]:
    """The appeals about one's own child."""
    mine = own_applications(seen_by=seen_by).filter(pk=application.pk)
    rows = Appeal.objects.filter(application__in=mine).exclude(about=About.EXCEPTION)
    return rows.select_related("case__authority", "application__child")


def appeals_in(found: int, *, seen_by: Actor) -> QuerySet[Appeal]:
    """The appeals and objections of a round, for the office that may see its applications."""
    rows = Appeal.objects.filter(application__in=applications(seen_by=seen_by))
    rows = rows.filter(application__round=found)
    return rows.select_related(
        "case__authority", "application__child", "application__round", "exceptional", "led_to"
    )


def told(rows: Iterable[Appeal], on: date) -> list[Told]:
    """Appeals with what came of them."""
    listed = list(rows)
    last: dict[int, Seat] = {}
    done = Seat.objects.filter(case__in=[each.case_id for each in listed], state=Seat.State.DONE)
    for seat in done.filter(choice__in=["pass", "refuse"]).order_by("acted_at", "pk"):
        last[seat.case_id] = seat
    return [_told(each, last.get(each.case_id), on) for each in listed]


def _told(appeal: Appeal, seat: Seat | None, on: date) -> Told:
    case = appeal.case
    upheld = case.state == "approved"
    answer = "" if seat is None else str(seat.values.get("told") or seat.words)
    remedy = REMEDY.get(str(case.values.get("remedy"))) if upheld else None
    kind = type_of(case.kind, case.authority, on)
    again = case.kind == APPEAL.code and may_appeal(case, kind, on)
    early = case.is_open and case.decided_on is None
    return Told(appeal, case.words, _state(case), answer, remedy, upheld, again, bool(early))


def _state(case: Case) -> Text:
    if case.is_open:
        if case.due is None:
            return Text("正在处理", "being dealt with")
        day = case.due
        return Text(f"正在处理，应在{day}前答复", f"being dealt with, to be answered by {day}")
    states = OBJECTED if case.kind == OBJECTION.code else STATES
    return states.get(case.state, Text("已办结，未作决定", "ended without a decision"))


def kept_out(case: int) -> frozenset[int]:
    """Who does not decide it: the child's people, and whoever decided what it is about.

    It goes by what the case says, for it is asked before the appeal is kept beside it.
    """
    row = Case.objects.get(pk=case)
    child = Child.objects.filter(authority=row.authority_id, number=row.values["child"]).first()
    if child is None:
        return frozenset()
    if row.kind == OBJECTION.code:
        entries = Exceptional.objects.filter(pk=row.values["entry"], application__child=child)
        decided = [person for each in entries for person in _decided(each)]
    else:
        checks = Check.objects.filter(application__child=child)
        decided = list(checks.values_list("person", flat=True))
        if row.values["about"] == About.RESULT:
            decided += _approved(child)
    return people_of(child) | frozenset(decided)


def _approved(child: Child) -> list[int]:
    """Who approved the results of a child."""
    rows = Outcome.objects.filter(round__applications__child=child, approvals__isnull=False)
    return list(rows.values_list("approvals__person", flat=True))


def _decided(row: Exceptional) -> list[int]:
    return [row.person_id, *row.approvals.values_list("person", flat=True)]


def people_of(child: Child) -> frozenset[int]:
    """Whoever speaks for a child, and those who said that it is of their own people."""
    found = set(Application.objects.filter(child=child).values_list("person", flat=True))
    found |= set(child.custodies.values_list("person", flat=True))
    found |= set(child.custody_entries.values_list("parent", flat=True))
    found |= set(child.conflicts.values_list("person", flat=True))
    if child.pupil is not None:
        found |= set(child.pupil.guardianships.values_list("person", flat=True))
    return frozenset(found)


STATES = {
    "approved": Text("申诉成立", "the appeal is upheld"),
    "refused": Text("申诉不成立，维持原决定", "dismissed: it stays as it was decided"),
    "withdrawn": Text("已撤回", "withdrawn"),
}
OBJECTED = {
    "approved": Text("异议成立，特殊入学终止", "upheld: the exceptional placement ended"),
    "refused": Text("异议不成立", "the objection is dismissed"),
}
