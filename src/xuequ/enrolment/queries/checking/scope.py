"""Whose applications somebody checks, and whose never (回避)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from xuequ.directory.queries.scope import AUTHORITY, standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ...models import Application, Assignment, Inquiry, Look, Round

VIEW, CONFIRM = "application.view", "application.confirm"
PURPOSES: dict[str, Text] = {
    "question": Text("答复家长询问", "answering the family"),
    "objection": Text("处理异议、申诉", "dealing with an objection"),
    "second": Text("督查、抽查", "inspection of checks"),
    "audit": Text("审计或上级核查", "audit, or inquiry from above"),
    "correction": Text("更正差错", "correcting a mistake"),
}
CHECKING = Text("审核", "checking")


def rounds(*, seen_by: Actor) -> QuerySet[Round]:
    """The rounds whose applications the actor may see: those of the own authority alone."""
    found = Round.objects.select_related("authority")
    if seen_by.everywhere:
        return found
    if standing(seen_by) != AUTHORITY or not seen_by.may(VIEW):
        return found.none()
    return found.filter(authority=seen_by.authority)


def applications(*, seen_by: Actor) -> QuerySet[Application]:
    """What was handed in there and not deleted since; a draft is the family's own."""
    found = Application.objects.filter(round__in=rounds(seen_by=seen_by))
    found = found.exclude(submitted_at=None).filter(erased_at=None)
    return found.select_related("round__authority", "child", "home", "primary", "rule_set")


def inquiries(*, seen_by: Actor) -> QuerySet[Inquiry]:
    """What other departments were asked about them."""
    found = Inquiry.objects.filter(round__in=rounds(seen_by=seen_by))
    return found.select_related("round__authority", "person")


def concerning(person: int) -> Q:
    """The applications a person has to keep out of.

    Those of the own children, those declared, those of parents entered at the desk by them, and
    those whose guardians they added or ended there, or for whom they spoke once.
    """
    return (
        Q(person=person)
        | Q(child__custodies__person=person)
        | Q(child__conflicts__person=person)
        | Q(child__pupil__guardianships__person=person)
        | Q(child__custodies__person__desk_entry__by=person)
        | Q(child__custody_entries__by=person)
        | Q(child__custody_entries__parent=person)
    )


def keeps_out(application: Application, person: int | None) -> bool:
    """Does a person have to keep out of this one?"""
    rows = Application.objects.filter(pk=application.pk)
    return person is not None and rows.filter(concerning(person)).exists()


def in_hand(application: Application, now: datetime) -> Assignment | None:
    """In whose hands an application is; an assignment whose time is over is none."""
    rows = Assignment.objects.filter(application=application, until__gt=now)
    return rows.select_related("person").first()


def may_read(application: Application, *, seen_by: Actor, now: datetime) -> bool:
    """Is the file open to the actor: in its hands, or looked at for a purpose it has named?"""
    if seen_by.person is None or keeps_out(application, seen_by.person):
        return False
    held = in_hand(application, now)
    if held is not None and held.person_id == seen_by.person:
        return True
    looks = Look.objects.filter(application=application, person=seen_by.person)
    return looks.filter(at__lte=now, until__gt=now).exists()
