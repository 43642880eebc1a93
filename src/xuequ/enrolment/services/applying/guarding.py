"""What the bureau does for guardians at the desk: find a child, add one to it, end one.

A family that cannot do it alone comes with its papers: parents who do not speak with each other,
a child that somebody registered who is not its guardian.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from xuequ.directory.services.security.attempts import check_lock, count_try
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.services import write

from ...engine.privacy.consents import PAPERS
from ...models import Application, Assignment, Child, Consent, Custody, CustodyEntry
from ...queries.applying import desk
from ..checking.guards import check_reason, mine
from ..privacy.consenting import drop_papers
from .guardians import NewCustody, custody_of, parent_named
from .holding import tell_guardians

ADDED = Text(
    "教育局已按证件为编号{0}的儿童添加一位监护人。如有疑问，请向教育局查询。",
    "The education bureau has added a guardian to the child of number {0} by papers it saw. Ask it "
    "if you have a question.",
)
ENDED = Text(
    "教育局已按证件终止一位监护人对编号{0}的儿童的登记，原修改码和其作出的同意不再有效。如有疑问，请向教育局查询。",
    "The education bureau has ended that a guardian speaks for the child of number {0}, by papers "
    "it saw; the change code and what that guardian agreed to hold no longer. Ask it if you have a "
    "question.",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """Who is added, by which log-in name and name, and which papers show that it is right."""

    custody: NewCustody
    reason: str


def find_child(number: str, *, actor: Actor) -> Child:
    """The child of a number of ours, or of its paper; that it was looked for is recorded.

    Raises:
        Refused("checked-in-person"): a program, or an account of nobody.
        Refused("child-not-here"): nobody of this number is registered here, or it is of the actor's
            own people.
        Refused("locked-out"): too many were tried.
    """
    tried = f"child-at-desk:{mine(actor)}"
    check_lock(tried)
    found = desk.child_by(number.strip(), seen_by=actor)
    if found is None:
        count_try(tried)
        raise Refused("child-not-here")
    with transaction.atomic():
        write("find-child", found, actor=actor)
    return found


@transaction.atomic
def note_look(child: Child, *, actor: Actor) -> None:
    """Record that somebody read at the desk who speaks for a child."""
    write("look-at-guardians", child, actor=actor)


def enter_custody(child: Child, new: Seen, *, actor: Actor, now: datetime) -> Custody:
    """Let a parent speak for a child whose papers were seen at the desk; all guardians are told.

    Whoever does so checks no application of the child.

    Raises:
        Refused("checked-in-person"), Refused("child-not-here"): as `find_child`.
        Refused("reason-too-short"), Refused("reason-holds-data"): as with identity data.
        Refused("parent-not-found"), Refused("locked-out"): as `guardians.parent_named`.
        Refused("keep-out"): the parent is the actor.
        Refused("guardian-already"): the parent speaks for the child.
    """
    by = _may(child, new.reason, actor)
    person = parent_named(child, new.custody, actor=actor, now=now)
    if person.pk == by:
        raise Refused("keep-out")
    with transaction.atomic():
        _held(child, actor)
        made, is_new = custody_of(child, person, new.custody.kind)
        if not is_new:
            raise Refused("guardian-already")
        CustodyEntry.objects.create(
            child=child, parent=person, act="added", reason=new.reason.strip(), by_id=by, at=now
        )
        write("enter-custody", child, actor=actor, note={"kind": made.kind})
        tell_guardians(child.pk, _said(ADDED, child), HOME, actor=actor)
    return made


@transaction.atomic
def end_custody(found: Custody, reason: str, *, actor: Actor, now: datetime) -> CustodyEntry:
    """End that somebody speaks for a child, by papers seen at the desk; all guardians are told.

    Codes given for its applications hold no longer, whoever goes may know them; nor do consents
    that the person gave.

    Raises:
        Refused("checked-in-person"), Refused("child-not-here"): as `find_child`.
        Refused("reason-too-short"), Refused("reason-holds-data"): as with identity data.
        Refused("nothing-changed"): the custody has ended already.
        Refused("last-guardian"): nobody else speaks for the child; add somebody first.
    """
    child = found.child
    by = _may(child, reason, actor)
    _held(child, actor)
    known = Custody.objects.filter(pk=found.pk, child=child).first()
    if known is None:
        raise Refused("nothing-changed")
    if not child.custodies.exclude(pk=known.pk).exists():
        raise Refused("last-guardian")
    tell_guardians(child.pk, _said(ENDED, child), HOME, actor=actor)
    codes = Application.objects.filter(child=child).exclude(change_code="").update(change_code="")
    entry = CustodyEntry.objects.create(
        child=child, parent=known.person, act="ended", reason=reason.strip(), by_id=by, at=now
    )
    given = Consent.objects.filter(child=child, person=known.person, ended_at=None)
    with_papers = given.filter(kind=PAPERS).exists()
    consents = given.update(ended_at=now, ended_by=by)
    if with_papers:
        drop_papers(child, actor)
    note = {"kind": known.kind, "codes": codes, "consents": consents}
    write("end-custody", child, actor=actor, note=note)
    known.delete()
    return entry


def _may(child: Child, reason: str, actor: Actor) -> int:
    """Who acts, if they may and say why."""
    by = mine(actor)
    if not desk.children(seen_by=actor).filter(pk=child.pk).exists():
        raise Refused("child-not-here")
    check_reason(reason)
    return by


def _held(child: Child, actor: Actor) -> None:
    """Child and applications are held; the actor, who checks them no more, has none in hand."""
    list(Child.objects.select_for_update().filter(pk=child.pk))
    if not desk.children(seen_by=actor).filter(pk=child.pk).exists():
        raise Refused("child-not-here")
    rows = Application.objects.select_for_update().filter(child=child)
    mine = list(rows.values_list("pk", flat=True))
    Assignment.objects.filter(application__in=mine, person=actor.person).delete()


def _said(text: Text, child: Child) -> Text:
    return Text(text.zh.format(child.number), text.en.format(child.number))


HOME = "/family/enrolment/"
