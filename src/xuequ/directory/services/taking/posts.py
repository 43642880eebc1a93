"""Register a whole sheet of posts with their holders at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.sheet import Row
from xuequ.record.journal import from_line
from xuequ.record.services import write

from ...engine.identity import clean
from ...engine.taking.holders import read_posts
from ...engine.taking.marks import Marks, unmasked
from ...engine.taking.posts import Known
from ...engine.taking.posts import Post as Wanted
from ...models import Authority, Holding, Person, Post
from ...queries.taking.posts import known_posts
from ...sheets import POSTS
from ..people.posts import close_holding
from .acts import BATCH, PERSONAL, from_row, marks_for, note_of, settle, told


@transaction.atomic
def take_posts(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Create posts and appoint people to them; whoever held one alone leaves it on the day.

    Rows that say what is registered already change nothing.  All rows are taken or none.

    Returns:
        How many posts and holders are new, and how many have changed.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    marks = marks_for(POSTS, rows, file)
    numbers = {clean(unmasked(row, "id_number")) for row in rows} - {""}
    known = known_posts(authority, since, numbers)
    refused = read_posts(rows, marks=marks, since=since, known=known, actor=actor.person)
    for line, column, each in refused:
        marks.say(line, column, told(each))
    _keep_people(known)
    changed = _leave(known, marks)
    settle(marks)
    posts, holders = _register(authority, known)
    counts = {"posts": posts, "holders": holders, "changed": changed}
    hidden = {*PERSONAL, "holder_school", "reference"}
    note = note_of(rows, file, counts, without=hidden)
    write("import-posts", authority, actor=actor, note=note)
    return counts


def _keep_people(known: Known) -> None:
    """Hold whoever takes up a post, so that two acts at once cannot give one half each."""
    ids = {seat.person for post in _posts(known) for seat in post.seats if seat.line}
    list(Person.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _posts(known: Known) -> list[Wanted]:
    return [post for posts in known.posts.values() for post in posts]


def _leave(known: Known, marks: Marks) -> int:
    """Write what is otherwise of those who hold posts: of how many."""
    seats = [
        seat for post in _posts(known) for seat in post.seats if seat.line and seat.id is not None
    ]
    held = Holding.objects.select_related("post").in_bulk([seat.id for seat in seats])
    for seat in seats:
        row = held[seat.id or 0]
        with from_line(seat.line):
            if row.ex_officio != seat.ex_officio:
                row.ex_officio = seat.ex_officio
                row.save(update_fields=["ex_officio"])
            try:
                if seat.until is not None and row.until != seat.until:
                    _end(row, seat.until)
            except Refused as refused:
                marks.say(seat.line, "until", told(refused))
    return len(seats)


def _end(row: Holding, until: date) -> None:
    """End a holding, or let it go on to a later day."""
    if row.until is None or until < row.until:
        close_holding(row, until)
        return
    row.until = until
    row.save(update_fields=["until"])


def _register(authority: Authority, known: Known) -> tuple[int, int]:
    """Write the posts and holders that are new: how many of each."""
    wanted = [post for post in _posts(known) if post.id is None]
    made = [
        Post(
            authority=authority,
            consortium_id=post.place.consortium,
            body_id=post.place.body,
            school_id=post.place.school,
            role=post.role,
            title=post.title,
            since=post.since,
            until=post.until,
        )
        for post in wanted
    ]
    lines = [post.line for post in wanted]
    Post.objects.bulk_create(map(from_row, made, lines), batch_size=BATCH)
    rows = {id(post): row.pk for post, row in zip(wanted, made, strict=True)}
    holders = [
        from_row(
            Holding(
                post_id=post.id or rows[id(post)],
                person_id=seat.person,
                since=seat.since,
                until=seat.until,
                ex_officio=seat.ex_officio,
            ),
            seat.line,
        )
        for post in _posts(known)
        for seat in post.seats
        if seat.id is None
    ]
    Holding.objects.bulk_create(holders, batch_size=BATCH)
    return len(made), len(holders)
