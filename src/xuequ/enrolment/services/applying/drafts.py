"""Begin an application and fill it in step by step; each step is kept as it is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.sheet import Unfit
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...engine.applying.claims import read_claim
from ...engine.applying.draft import Said
from ...models import Application, Child, Round
from ...queries.applying.scope import applications, children, is_open
from ...queries.applying.terms import handed_in
from .elsewhere import check_others
from .holding import State, changing, keep


@transaction.atomic
def begin_application(child: Child, found: Round, *, actor: Actor, now: datetime) -> Application:
    """Begin the application of a child in a round; where there is one already, that one.

    A withdrawn one is taken up again: the same row, and the same number of the child.

    Raises:
        Refused("not-your-child"): the actor does not speak for the child.
        Refused("other-authority-enrols"): the round is another authority's.
        Refused("round-not-open"): it is not the time, or nothing is published.
        Refused("applies-elsewhere"): the child applies in another round of the year and stage.
        Refused("has-a-place"), Refused("complement-only"): as `check_others`.
    """
    if not children(seen_by=actor).filter(pk=child.pk).exists():
        raise Refused("not-your-child")
    child = Child.objects.select_for_update().get(pk=child.pk)
    if child.authority_id != found.authority_id:
        raise Refused("other-authority-enrols")
    if not is_open(found, now):
        raise Refused("round-not-open", name=found.name)
    same = Application.objects.filter(child=child, year=found.year, stage=found.stage)
    others = same.exclude(round=found).exclude(state=State.WITHDRAWN)
    check_others(others, found, actor=actor, now=now)
    row = same.filter(round=found).select_for_update().first()
    if row is not None and row.state != State.WITHDRAWN:
        return row
    before = fingerprint(row)
    if row is None:
        row = _new(child, found, actor, now)
    else:
        row.state, row.revision = State.DRAFT, row.revision + 1
        row.save(update_fields=["state", "revision"])
    write("begin-application", row, actor=actor, before=before)
    return row


@dataclass(frozen=True, slots=True)
class Living:
    """Where the child lives, and the school of that catchment; or else the primary it leaves."""

    address: str
    place: str = ""
    school: int | None = None


@transaction.atomic
def save_address(
    found: Application, revision: int, said: Living, *, actor: Actor, now: datetime
) -> Application:
    """Keep the address with the school of its catchment; or the primary that the child leaves.

    Raises:
        Refused("school-not-of-the-round"): the school is none of those to choose from.
        Refused: as `holding.changing`.
    """
    held = changing(found, revision, actor=actor, now=now)
    is_home = held.terms.belongs == "home"
    if said.school is not None and said.school not in (
        held.terms.homes if is_home else held.terms.primaries
    ):
        raise Refused("school-not-of-the-round", name=held.row.round.name)
    draft = replace(
        held.draft,
        address=said.address.strip(),
        place=said.place.strip(),
        home=said.school if is_home else held.draft.home,
        primary=held.draft.primary if is_home else said.school,
    )
    return keep(held, draft, "address", actor=actor)


@transaction.atomic
def save_claims(
    found: Application,
    revision: int,
    typed: Mapping[str, str],
    *,
    kinds: Sequence[str] = (),
    actor: Actor,
    now: datetime,
) -> Application:
    """Keep what the family says, question by question; what is left empty is not said.

    Args:
        typed: answers by code of what is asked: yes or no, a grade, a type, a month 2021-05.
        kinds: kinds of children for whom seats are kept, to which the family says it belongs.

    Raises:
        Refused("claim-unknown"): nothing of this code is asked.
        Refused("claim-unfit"): an answer is none; which, and what to write.
        Refused("unknown-kind"): the round keeps no seats for such children.
        Refused: as `holding.changing`.
    """
    held = changing(found, revision, actor=actor, now=now)
    asked = {each.code: each for each in held.terms.heads}
    claims: dict[str, Said] = {}
    for code, text in typed.items():
        if code not in asked:
            raise Refused("claim-unknown", claim=code[:40])
        try:
            said = read_claim(asked[code], text, held.terms)
        except Unfit as unfit:
            raise Refused("claim-unfit", name=asked[code].name, reason=unfit.text) from None
        if said is not None:
            claims[code] = said
    if unknown := set(kinds) - held.terms.kinds.keys():
        raise Refused("unknown-kind", kind=min(unknown)[:40])
    draft = replace(held.draft, claims=claims, kinds=tuple(sorted(set(kinds))))
    return keep(held, draft, "claims", actor=actor)


@transaction.atomic
def save_choices(
    found: Application,
    revision: int,
    choices: Sequence[int | None],
    *,
    actor: Actor,
    now: datetime,
) -> Application:
    """Keep the schools chosen, by rank; a rank may stay empty, no school stands twice.

    Raises:
        Refused("nothing-to-choose"): this way of enrolment has fewer ranks.
        Refused("choice-not-offered"): the school may not stand at that rank.
        Refused("chosen-twice"): it stands at two ranks.
        Refused("choices-are-accompanied"): they are those of the other application.
        Refused: as `holding.changing`.
    """
    held = changing(found, revision, actor=actor, now=now)
    if held.draft.companion is not None:
        raise Refused("choices-are-accompanied")
    if len(choices) > len(held.terms.ranks):
        raise Refused("nothing-to-choose", count=len(held.terms.ranks))
    seen: dict[int, int] = {}
    for rank, school in enumerate(choices, 1):
        if school is None:
            continue
        offered = held.terms.may_choose(rank)
        if school not in offered:
            raise Refused("choice-not-offered", rank=rank)
        if school in seen:
            raise Refused("chosen-twice", school=offered[school], rank=rank, other=seen[school])
        seen[school] = rank
    draft = replace(held.draft, choices=tuple(choices))
    return keep(held, draft, "choices", actor=actor)


@transaction.atomic
def save_companion(
    found: Application, revision: int, companion: int | None, *, actor: Actor, now: datetime
) -> Application:
    """Say with which application of the family it is to be placed together (同签), or with none.

    Raises:
        Refused("companion-unknown"): it is none of the family's in this round.
        Refused("companion-has-one"): that one is placed with another already, or others with this.
        Refused: as `holding.changing`.
    """
    held = changing(found, revision, actor=actor, now=now)
    if companion is not None:
        mine = applications(seen_by=actor).filter(round=held.row.round)
        other = mine.exclude(pk=held.row.pk).exclude(state=State.WITHDRAWN).filter(pk=companion)
        chosen = other.first()
        if chosen is None:
            raise Refused("companion-unknown")
        if chosen.companion_id or held.row.companions.exists():
            raise Refused("companion-has-one")
    draft = replace(held.draft, companion=companion)
    return keep(held, draft, "together", actor=actor)


@transaction.atomic
def discard_draft(found: Application, *, actor: Actor, now: datetime) -> Application:
    """Forget what was typed since it was handed in; what was handed in holds as it is.

    Raises:
        Refused("nothing-changed"): nothing was typed since.
        Refused: as `holding.changing`.
    """
    held = changing(found, found.revision, actor=actor, now=now)
    row = held.row
    if row.draft is None or not row.version or held.draft == handed_in(row):
        raise Refused("nothing-changed")
    row.draft, row.revision = None, row.revision + 1
    row.save(update_fields=["draft", "revision"])
    write("discard-draft", row, actor=actor)
    return row


def _new(child: Child, found: Round, actor: Actor, now: datetime) -> Application:
    try:
        with transaction.atomic():
            return Application.objects.create(
                round=found,
                child=child,
                person_id=actor.person or 0,
                year=found.year,
                stage=found.stage,
                begun_at=now,
            )
    except IntegrityError:
        raise Refused("applies-elsewhere", name=found.name) from None
