"""What every act of a family on an application begins with, and how its draft is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from xuequ.directory.models import Person
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.ledger.models import Notice
from xuequ.ledger.services.notices import News, notify_many
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...engine.applying.draft import Draft, to_text
from ...engine.applying.terms import Terms
from ...models import Application, RuleSet
from ...queries.applying.free import is_appealed, takes_no_part
from ...queries.applying.scope import applications, in_force
from ...queries.applying.terms import draft_of, terms_of
from ...queries.rosters import is_frozen
from ..checking.dwellings import end_locks

State = Application.State
TYPED_IN = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.ACCEPTED)  # may be changed


@dataclass(frozen=True, slots=True)
class Held:
    """An application, held until the transaction ends, with what is being typed."""

    row: Application
    rule_set: RuleSet
    terms: Terms
    draft: Draft


def own(found: Application, *, actor: Actor) -> Application:
    """The application, held, if the actor speaks for the child.

    Raises:
        Refused("not-your-child"): the actor does not.
    """
    rows = applications(seen_by=actor).select_related(None).select_for_update(of=("self",))
    row = rows.select_related("round__authority", "child").filter(pk=found.pk).first()
    if row is None:
        raise Refused("not-your-child")
    return row


def changing(found: Application, revision: int, *, actor: Actor, now: datetime) -> Held:
    """The application with what is being typed, if it may be changed now.

    Args:
        revision: the one that was on the screen, so that two devices do not undo each other.

    Raises:
        Refused("not-your-child"): as `own`.
        Refused("applications-closed"), Refused("application-is-over"): as `check_time`.
        Refused("draft-changed-elsewhere"): something was kept since from another device.
    """
    row = own(found, actor=actor)
    rule_set = check_time(row, now)
    if row.revision != revision:
        raise Refused("draft-changed-elsewhere")
    return Held(row, rule_set, terms_of(rule_set), draft_of(row))


def check_time(row: Application, now: datetime) -> RuleSet:
    """The rules in force, if the family may change anything now.

    From the first moment of the round to the last anybody may; afterwards only who was asked to
    correct something.

    Raises:
        Refused("applications-closed"): it is not the time.
        Refused("roster-is-frozen"): what takes part is fixed.
        Refused("application-is-over"): it was withdrawn, or decided.
    """
    found = row.round
    rule_set = in_force(found)
    is_late = now >= found.closes and row.state != State.RETURNED
    if rule_set is None or now < found.opens or is_late:
        raise Refused("applications-closed", **span(row))
    if is_frozen(found):
        raise Refused("roster-is-frozen")
    if row.state not in TYPED_IN:
        raise Refused("application-is-over")
    return rule_set


def check_withdrawal(row: Application, now: datetime) -> None:
    """What takes no part may be taken back at any time, all else as long as it may be changed.

    Raises:
        Refused("appeal-is-open"): it was refused, and an appeal about that is under way.
        Refused: as `check_time`.
    """
    if takes_no_part(row):
        return
    if row.state == State.REFUSED and is_appealed(row):
        raise Refused("appeal-is-open")
    check_time(row, now)


def take_back(row: Application, *, actor: Actor, now: datetime) -> None:
    """Let an application that is held be withdrawn, and its dwelling go."""
    before = fingerprint(row)
    row.state, row.revision = State.WITHDRAWN, row.revision + 1
    row.save(update_fields=["state", "revision"])
    end_locks(row, now)
    write("withdraw-application", row, actor=actor, before=before)


def span(row: Application) -> dict[str, object]:
    """Name, first and last moment of the round, for a sentence."""
    return {
        "name": row.round.name,
        "opens": _moment(row.round.opens),
        "closes": _moment(row.round.closes),
    }


@transaction.atomic(savepoint=False)
def keep(held: Held, draft: Draft, step: str, *, actor: Actor) -> Application:
    """Keep what was typed at a step; nothing of it is handed in yet.

    What is the same as before is kept without a line, so that looking twice leaves no trace.
    """
    row = held.row
    if draft == held.draft and row.draft is not None:
        return row
    row.draft = to_text(draft)
    row.revision += 1
    row.save(update_fields=["draft", "revision"])
    write("save-application", row, actor=actor, note={"step": step})
    return row


def tell_family(row: Application, text: Text, *, actor: Actor) -> None:
    """Tell everybody who speaks for the child, whoever did it; the child by its number only."""
    link = reverse("enrolment:my_application", args=[row.pk])
    tell_guardians(row.child_id, text, link, actor=actor)


def tell_guardians(child: int, text: Text, link: str, *, actor: Actor) -> None:
    """Tell everybody who speaks for a child."""
    news = News(Notice.Kind.APPLYING, text, link)
    people = list(Person.objects.filter(custodies__child=child))
    by = next((each for each in people if each.pk == actor.person), None)
    if by is None and actor.person:
        by = Person.objects.filter(pk=actor.person).first()
    notify_many(people, news, by=by)


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
