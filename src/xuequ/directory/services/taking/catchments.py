"""Take a sheet of catchments into the drafts of its stages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.sheet import Row
from xuequ.record.journal import from_line
from xuequ.record.services import write

from ...engine.taking.catchments import Entry, read_catchments
from ...engine.taking.marks import Marks
from ...models import Authority, CatchmentDraft, School
from ...queries.drafts import Held, drafted, in_force_on, offered, teaching
from ...queries.taking.sites import sites_of
from ...sheets import CATCHMENTS
from ..catchments.drafts import copied, keep
from ..catchments.guards import check_lists
from .acts import marks_for, note_of, settle, told


@transaction.atomic
def take_catchments(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Put the lists of a sheet into the drafts of catchments, begun where there is none.

    Lists that say what is drafted, or without a draft what is in force, change nothing.  All rows
    are taken or none.

    Returns:
        How many schools have another list.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    marks = marks_for(CATCHMENTS, rows, file)
    entries = read_catchments(rows, sites=sites_of(authority), marks=marks)
    settle(marks)
    changed = 0
    for stage in ("primary", "junior"):
        of_stage = [each for each in entries if each.stage == stage]
        if of_stage:
            changed += _take(authority, of_stage, since, marks)
    settle(marks)
    counts = {"schools": changed}
    note = note_of(rows, file, counts, without=())
    write("import-catchments", authority, actor=actor, note=note)
    return counts


def _take(authority: Authority, entries: Sequence[Entry], since: date, marks: Marks) -> int:
    """The lists of one stage; how many were changed."""
    stage = entries[0].stage
    draft = CatchmentDraft.objects.filter(
        authority=authority, stage=stage, published_at=None
    ).first()  # fmt: skip
    known = drafted(draft) if draft else in_force_on(authority, stage, since)
    schools = {each.pk: each for each in _teaching(authority, draft, stage, since)}
    wanted: dict[int, tuple[Entry, Held]] = {}
    for each in entries:
        if each.site.id not in schools:
            _teaches_not(each, marks)
            continue
        held = _held(each, schools[each.site.id], known.get(each.site.id))
        before = known.get(each.site.id)
        if before is None or before.says() != held.says():
            wanted[each.site.id] = each, held
    if marks.problems or not wanted:
        return 0
    after = known | {school: held for school, (_, held) in wanted.items()}
    for school, (entry, _) in wanted.items():
        try:
            check_lists(after, [school])
        except Refused as refused:
            marks.say(entry.line, "place", told(refused))
            return 0
    if draft is None:
        with from_line(entries[0].line):
            draft = copied(authority, stage, since)
    for entry, held in wanted.values():
        with from_line(entry.line):
            keep(draft, held)
    return len(wanted)


def _teaching(
    authority: Authority, draft: CatchmentDraft | None, stage: str, since: date
) -> Sequence[School]:
    return list(offered(draft) if draft else teaching(authority, stage, since))


def _held(entry: Entry, school: School, known: Held | None) -> Held:
    """The list of the sheet with the outline there is."""
    outline, datum = (known.outline, known.datum) if known else (None, "wgs84")
    return Held(school, tuple(entry.lines), entry.area, outline, datum)


def _teaches_not(entry: Entry, marks: Marks) -> None:
    marks.fault(
        entry.line,
        "stage",
        f"“{entry.site.name}”在生效日没有该学段。请核对学校和学段。",
        f"{entry.site.name} does not teach this stage on the day it is to hold from; check school "
        "and stage.",
    )
