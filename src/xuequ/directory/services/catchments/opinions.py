"""Ask schools and consortia what they think of a draft, and let them say it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...models import CatchmentDraft, CatchmentOpinion
from ...queries.drafts import CHANGE
from ...queries.scope import standing
from .guards import opened
from .publishing import checked


@transaction.atomic
def ask_opinions(draft: CatchmentDraft, *, actor: Actor, now: datetime) -> CatchmentDraft:
    """Show a draft to the schools and consortia of the stage and ask for their opinions.

    Raises:
        Refused("not-your-catchments"), Refused("draft-is-published"): as `guards.opened`.
        Refused("opinions-are-asked"): they are asked already.
        Refused: as `publish_catchments`, for what could not be published.
    """
    row = opened(draft, CHANGE, actor=actor)
    if row.asked_at is not None:
        raise Refused("opinions-are-asked", day=row.asked_at.date())
    then = checked(row)
    before = fingerprint(row)
    row.asked_at = now
    row.save(update_fields=["asked_at"])
    write("ask-opinions", row, actor=actor, before=before, note={"schools": len(then)})
    return row


@transaction.atomic
def say_opinion(
    draft: CatchmentDraft, text: str, *, actor: Actor, now: datetime
) -> CatchmentOpinion:
    """Say of a draft what one's school or consortium thinks of it.

    Raises:
        Refused("opinions-not-asked"): the draft is not shown to schools yet, or no longer.
        Refused("no-place-to-speak-for"): the actor speaks for no school or consortium.
    """
    row = CatchmentDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if row is None or row.asked_at is None or row.published_at is not None:
        raise Refused("opinions-not-asked")
    if standing(actor) not in {"school", "consortium"} or actor.person is None:
        raise Refused("no-place-to-speak-for")
    opinion = CatchmentOpinion.objects.create(
        draft=row,
        person_id=actor.person,
        post=actor.post[:80],
        school_id=actor.school,
        consortium_id=actor.consortium if actor.school is None else None,
        text=text,
        said_at=now,
    )
    write("say-opinion", opinion, actor=actor)
    return opinion
