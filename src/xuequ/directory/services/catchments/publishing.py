"""Publish a draft: its catchments hold from their day, those before end there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...models import Catchment, CatchmentDraft, CatchmentLine
from ...queries.drafts import PUBLISH, Held, drafted, in_force_on, offered
from ..succession import end
from .guards import check_lists, check_outlines, opened


@transaction.atomic
def publish_catchments(draft: CatchmentDraft, *, actor: Actor, now: datetime) -> CatchmentDraft:
    """Write the catchments of a draft into the directory, in force from its day on.

    A catchment that stays as it is goes on; one that changes ends the day before, and so does
    that of a school that the draft gives none.

    Raises:
        Refused("not-your-catchments"), Refused("draft-is-published"): as `guards.opened`.
        Refused("opinions-not-asked"): schools and consortia were not asked.
        Refused("catchments-begin-later"): some are published that begin after that day.
        Refused("nothing-drafted"): the draft lists nothing, or nothing that is not so already.
        Refused("school-teaches-no-stage"): a school of the draft does not teach the stage then.
        Refused("place-listed-twice"), Refused("outlines-overlap"): as `guards.check_lists`.
    """
    row = opened(draft, PUBLISH, actor=actor)
    if row.asked_at is None:
        raise Refused("opinions-not-asked")
    then = checked(row)
    before = fingerprint(row)
    counts = _write(row, then)
    row.published_at = now
    row.save(update_fields=["published_at"])
    note = {"stage": row.stage, "since": row.since.isoformat(), "basis": row.basis, **counts}
    write("publish-catchments", row, actor=actor, before=before, note=note)
    return row


def checked(draft: CatchmentDraft) -> dict[int, Held]:
    """What a draft says, if it could be published as it is.

    Raises:
        Refused: as `publish_catchments`.
    """
    of_stage = Catchment.objects.filter(school__authority=draft.authority, stage=draft.stage)
    later = of_stage.filter(since__gt=draft.since).order_by("since").first()
    if later is not None:
        raise Refused("catchments-begin-later", since=later.since)
    then = drafted(draft)
    now = in_force_on(draft.authority, draft.stage, draft.since)
    said = {school: each.says() for school, each in now.items()}
    if not then or said == {school: each.says() for school, each in then.items()}:
        raise Refused("nothing-drafted")
    teach = set(offered(draft).values_list("pk", flat=True))
    for school, each in then.items():
        if school not in teach:
            raise Refused("school-teaches-no-stage", school=each.school.name, day=draft.since)
    check_lists(then)
    check_outlines(then)
    return then


def _write(draft: CatchmentDraft, then: dict[int, Held]) -> dict[str, object]:
    """End, change and begin catchments; how many of each."""
    open_rows = Catchment.objects.on(draft.since).select_for_update(of=("self",))
    of_stage = {"school__authority": draft.authority, "stage": draft.stage}
    known = {each.school_id: each for each in open_rows.filter(**of_stage)}
    now = in_force_on(draft.authority, draft.stage, draft.since)
    counts = {"schools": len(then), "changed": 0, "ended": 0}
    for school, row in known.items():
        if school not in then:
            _end(row, draft)
            counts["ended"] += 1
    for school, new in then.items():
        if school in now and now[school].says() == new.says():
            continue
        _begin(draft, new, known.get(school))
        counts["changed"] += 1
    return dict(counts)


def _end(row: Catchment, draft: CatchmentDraft) -> None:
    if row.since == draft.since:
        row.delete()
    else:
        end(row, until=draft.since)


def _begin(draft: CatchmentDraft, new: Held, known: Catchment | None) -> None:
    """From the day of the draft on; what began that very day is changed."""
    if known is not None and known.since < draft.since:
        end(known, until=draft.since)
        known = None
    row = known or Catchment(school=new.school, stage=draft.stage, since=draft.since)
    row.area, row.outline, row.datum = new.area, new.outline, new.datum
    row.basis, row.is_synthetic = draft.basis, draft.is_synthetic
    row.save()
    row.lines.all().delete()
    CatchmentLine.objects.bulk_create(
        CatchmentLine(
            catchment=row,
            order=order,
            place=each.place,
            first=each.doors.first,
            last=each.doors.last,
            side=each.doors.side,
            unit=each.doors.unit,
            note=each.note,
            children=each.children,
        )
        for order, each in enumerate(new.lines)
    )
