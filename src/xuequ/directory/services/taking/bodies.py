"""Register a whole sheet of standing bodies at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.sheet import Row
from xuequ.record.journal import from_line
from xuequ.record.services import write

from ...engine.taking.bodies import Entry, read_bodies
from ...engine.taking.marks import Marks
from ...models import Authority, Body
from ...queries.taking.posts import known_bodies
from ...sheets import BODIES
from ..people.posts import close_posts
from ..succession import end
from .acts import BATCH, from_row, marks_for, note_of, settle, told


@transaction.atomic
def take_bodies(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register standing bodies, and the end of those that end, with their posts and holders.

    Rows that say what is registered already change nothing.  All rows are taken or none.

    Returns:
        How many bodies are new, and how many have changed.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    marks = marks_for(BODIES, rows, file)
    known = known_bodies(authority)
    entries = read_bodies(rows, marks=marks, since=since, known=known)
    new = [each for each in entries if each.body is None]
    for each in entries:
        if each.body is not None and each.until is not None:
            with from_line(each.line):
                _end(each, Body.objects.get(pk=each.body), each.until, marks)
    settle(marks)
    Body.objects.bulk_create((_made(authority, each) for each in new), batch_size=BATCH)
    counts = {"bodies": len(new), "changed": len(entries) - len(new)}
    write("import-bodies", authority, actor=actor, note=note_of(rows, file, counts, without=()))
    return counts


def _made(authority: Authority, entry: Entry) -> Body:
    body = Body(
        authority=authority,
        consortium_id=entry.union,
        kind=entry.kind,
        name=entry.name,
        since=entry.since,
        until=entry.until,
    )
    return from_row(body, entry.line)


def _end(entry: Entry, body: Body, until: date, marks: Marks) -> None:
    try:
        close_posts(list(body.posts.select_for_update()), until)
        end(body, until=until)
    except Refused as refused:
        marks.say(entry.line, "until", told(refused))
