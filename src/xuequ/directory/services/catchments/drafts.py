"""Draft the catchments of a stage, school by school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...engine.catchments.lists import text_of
from ...engine.catchments.types import Line
from ...models import Authority, CatchmentDraft, DraftedCatchment, School
from ...queries.drafts import CHANGE, Held, drafted, in_force_on, offered
from .guards import at_home, check_lists, check_outlines, opened


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a school's catchment is to be.

    Args:
        area: under what name it is served together with others; empty: alone.
        outline: a GeoJSON polygon that `outline_of` has read, in `datum`.
    """

    lines: Sequence[Line]
    area: str = ""
    outline: Mapping[str, Any] | None = None
    datum: str = "wgs84"


@transaction.atomic
def open_draft(
    authority: Authority, stage: str, *, since: date, basis: str = "", actor: Actor
) -> CatchmentDraft:
    """Begin a draft of a stage; it starts with the catchments in force on that day.

    Raises:
        Refused("not-your-catchments"): as `guards.at_home`.
        Refused("draft-is-open"): there is one of that stage.
    """
    at_home(authority, CHANGE, actor=actor)
    if CatchmentDraft.objects.filter(
        authority=authority, stage=stage, published_at=None
    ).exists():  # fmt: skip
        raise Refused("draft-is-open")
    draft = copied(authority, stage, since, basis)
    schools = draft.catchments.count()
    note: dict[str, object] = {"stage": stage, "since": since.isoformat(), "schools": schools}
    write("open-draft", draft, actor=actor, note=note)
    return draft


def copied(authority: Authority, stage: str, since: date, basis: str = "") -> CatchmentDraft:
    """A draft that says what is in force on a day; whoever calls writes the record."""
    draft = CatchmentDraft.objects.create(
        authority=authority,
        stage=stage,
        since=since,
        basis=basis,
        is_synthetic=authority.has_synthetic_data,
    )
    for each in in_force_on(authority, stage, since).values():
        keep(draft, each)
    return draft


@transaction.atomic
def change_draft(draft: CatchmentDraft, *, since: date, basis: str, actor: Actor) -> CatchmentDraft:
    """Choose another day from which the draft is to hold, or another basis.

    Raises:
        Refused("not-your-catchments"), Refused("draft-is-published"): as `guards.opened`.
        Refused("nothing-changed"): it says so already.
    """
    row = opened(draft, CHANGE, actor=actor)
    if (row.since, row.basis) == (since, basis):
        raise Refused("nothing-changed")
    before = fingerprint(row)
    row.since, row.basis = since, basis
    row.save(update_fields=["since", "basis"])
    write("change-draft", row, actor=actor, before=before, note={"since": since.isoformat()})
    return row


@transaction.atomic
def draft_catchment(
    draft: CatchmentDraft, school: School, new: Drawn, *, actor: Actor
) -> DraftedCatchment | None:
    """Say in a draft what the catchment of a school is; without places and outline it has none.

    Raises:
        Refused("not-your-catchments"), Refused("draft-is-published"): as `guards.opened`.
        Refused("school-teaches-no-stage"): the school does not teach the stage then.
        Refused("place-listed-twice"), Refused("outlines-overlap"): as `guards.check_lists`.
        Refused("nothing-changed"): it says so already.
    """
    row = opened(draft, CHANGE, actor=actor)
    if not offered(row).filter(pk=school.pk).exists():
        raise Refused("school-teaches-no-stage", school=school.name, day=row.since)
    known = drafted(row)
    held = Held(school, tuple(new.lines), new.area, new.outline, new.datum)
    before = known.get(school.pk)
    is_there = bool(new.lines or new.outline)
    if (before.says() if before else None) == (held.says() if is_there else None):
        raise Refused("nothing-changed")
    together = known | {school.pk: held}
    check_lists(together, [school.pk])
    check_outlines(together, [school.pk])
    return _keep(row, held, is_there=is_there, actor=actor)


def _keep(
    draft: CatchmentDraft, new: Held, *, is_there: bool, actor: Actor
) -> DraftedCatchment | None:
    known = draft.catchments.filter(school=new.school).first()
    before = fingerprint(known)
    note: dict[str, object] = {"school": new.school.name, "places": len(new.lines)}
    if not is_there:
        if known is not None:
            known.delete()
        write("draft-catchment", draft, actor=actor, note=note)
        return None
    row = keep(draft, new)
    write("draft-catchment", row, actor=actor, before=before, note=note)
    return row


def keep(draft: CatchmentDraft, new: Held) -> DraftedCatchment:
    """Write the catchment of a school in a draft, checked by whoever calls."""
    row = draft.catchments.filter(school=new.school).first()
    row = row or DraftedCatchment(draft=draft, school=new.school)
    row.area, row.text = new.area, text_of(new.lines)
    row.outline, row.datum = new.outline, new.datum
    row.save()
    return row


@transaction.atomic
def drop_draft(draft: CatchmentDraft, *, actor: Actor) -> None:
    """Throw a draft away, with the opinions on it; the catchments in force stay as they are.

    Raises:
        Refused("not-your-catchments"), Refused("draft-is-published"): as `guards.opened`.
    """
    row = opened(draft, CHANGE, actor=actor)
    note: dict[str, object] = {
        "stage": row.stage,
        "since": row.since.isoformat(),
        "schools": row.catchments.count(),
        "opinions": row.opinions.count(),
    }
    before = fingerprint(row)
    write("drop-draft", row, actor=actor, before=before, note=note)
    row.delete()
