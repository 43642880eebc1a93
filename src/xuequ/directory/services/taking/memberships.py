"""Register a whole sheet of memberships at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.sheet import Row
from xuequ.record.services import write

from ...engine.taking.memberships import read_memberships
from ...engine.taking.ties import Tie
from ...models import Authority, Membership, Section
from ...queries.taking.unions import known_memberships
from ...sheets import MEMBERSHIPS
from .acts import BATCH, from_row, marks_for, note_of, settle, told


@transaction.atomic
def take_memberships(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Let schools join and leave districts and groups, or play another role there.

    Rows that say what is registered already change nothing.  What the locality does not allow
    is refused as everywhere else.  All rows are taken or none.

    Returns:
        How many memberships are new, and how many have changed.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    marks = marks_for(MEMBERSHIPS, rows, file)
    known = known_memberships(authority)
    for line, column, refused in read_memberships(rows, marks=marks, since=since, known=known):
        marks.say(line, column, told(refused))
    settle(marks)
    changed = known.ties.changed()
    _change([each for each in changed if each.id is not None])
    new = [each for each in changed if each.id is None]
    _join(new)
    counts = {
        "memberships": len(new),
        "changed": len({each.line for each in changed if each.id is not None}),
    }
    note = note_of(rows, file, counts, without=())
    write("import-memberships", authority, actor=actor, note=note)
    return counts


def _change(ties: Sequence[Tie]) -> None:
    held = Membership.objects.in_bulk([each.id for each in ties])
    rows = []
    for each in ties:
        row = from_row(held[each.id or 0], each.line)
        row.role, row.until, row.is_primary = each.role, each.until, each.is_primary
        row.section = _section(each)
        rows.append(row)
    fields = ["role", "until", "is_primary", "section"]
    # Who steps down or leaves first, so that no day has two of what there is one of.
    rows.sort(key=lambda row: (row.role == "lead", row.is_primary))
    for row in rows:
        row.save(update_fields=fields)


def _join(ties: Sequence[Tie]) -> None:
    rows = [
        from_row(
            Membership(
                school_id=each.site,
                consortium_id=each.union,
                section=_section(each),
                role=each.role,
                since=each.since,
                until=each.until,
                is_primary=each.is_primary,
                order=each.order,
            ),
            each.line,
        )
        for each in ties
    ]
    Membership.objects.bulk_create(rows, batch_size=BATCH)


def _section(tie: Tie) -> Section | None:
    if not tie.section:
        return None
    found: Section | None = (
        Section.objects.on(tie.since).filter(school=tie.site, stage=tie.section).first()
    )
    return found
