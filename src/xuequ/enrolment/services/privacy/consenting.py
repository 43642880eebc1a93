"""A guardian agrees to something no law obliges the authority to do, and takes it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...engine.privacy.consents import PAPERS, WORDS
from ...models import Application, Child, Consent, Evidence
from ...queries.applying.scope import children
from ...queries.rosters import roster_of

OPEN = (
    Application.State.DRAFT,
    Application.State.SUBMITTED,
    Application.State.RETURNED,
    Application.State.WITHDRAWN,
)


@transaction.atomic
def give_consent(found: Child, kind: str, version: int, *, actor: Actor, now: datetime) -> Consent:
    """Agree to the words of a version that were on the screen.

    Raises:
        Refused("not-your-child"): the actor does not speak for the child.
        Refused("consent-unknown"): nothing of the kind is asked.
        Refused("words-changed"): the words were renewed since they were read.
        Refused("nothing-changed"): a guardian agreed to just these words already.
    """
    child = _own(found, actor)
    words = WORDS.get(kind)
    if words is None:
        raise Refused("consent-unknown")
    if words.version != version:
        raise Refused("words-changed")
    known = Consent.objects.filter(child=child, kind=kind, ended_at=None).first()
    if known is not None:
        if known.version == version:
            raise Refused("nothing-changed")
        _end(known, actor, now)
    made = Consent.objects.create(
        child=child, kind=kind, version=version, digest=words.digest,
        person_id=int(actor.person or 0), at=now,
    )  # fmt: skip
    note = {"kind": kind, "version": version, "digest": words.digest}
    write("give-consent", made, actor=actor, note=note)
    return made


@transaction.atomic
def take_consent_back(found: Child, kind: str, *, actor: Actor, now: datetime) -> int:
    """Take a consent back; pictures of papers that nothing rests on are deleted at once.

    Returns:
        How many papers were deleted.

    Raises:
        Refused("not-your-child"): the actor does not speak for the child.
        Refused("nothing-changed"): nobody agreed to it, or it was taken back before.
    """
    child = _own(found, actor)
    known = Consent.objects.filter(child=child, kind=kind, ended_at=None).first()
    if known is None:
        raise Refused("nothing-changed")
    before = fingerprint(known)
    _end(known, actor, now)
    gone = _drop_papers(child) if kind == PAPERS else 0
    write(
        "take-consent-back", known, actor=actor, before=before, note={"kind": kind, "papers": gone}
    )
    return gone


def check_consent(child: Child, kind: str) -> None:
    """Refuse what nobody agreed to.

    Raises:
        Refused("consent-needed"): no guardian has agreed, or to older words only.
    """
    held = Consent.objects.filter(child=child, kind=kind, ended_at=None)
    if not held.filter(version=WORDS[kind].version).exists():
        raise Refused("consent-needed", what=WORDS[kind].title)


def _own(found: Child, actor: Actor) -> Child:
    if not children(seen_by=actor).filter(pk=found.pk).exists():
        raise Refused("not-your-child")
    return Child.objects.select_for_update().get(pk=found.pk)


def _end(known: Consent, actor: Actor, now: datetime) -> None:
    known.ended_at, known.ended_by_id = now, actor.person
    known.save(update_fields=["ended_at", "ended_by"])


def _drop_papers(child: Child) -> int:
    """Delete the papers of applications that are not decided and take part in nothing yet."""
    rows = Application.objects.filter(child=child, state__in=OPEN).select_related("round")
    free = [each.pk for each in rows if roster_of(each.round) is None]
    count, _ = Evidence.objects.filter(application__in=free).delete()
    return count
