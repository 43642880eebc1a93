"""A sheet of posts: who takes up, leaves or keeps which post from which day on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from xuequ.kernel.refusal import Refused
from xuequ.kernel.sheet import Row

from ..exclusion import Held, clash
from ..roles import ROLES
from .marks import Marks, Spell, check_order, day
from .posts import ONE_AT_A_TIME, Known, Place, Post, Said, Seat, said_by


def read_posts(
    rows: Sequence[Row], *, marks: Marks, since: date, known: Known, actor: int | None
) -> list[tuple[int, str, Refused]]:
    """Put the rows into `known.posts`; mistakes go to `marks`.

    Args:
        since: the day new posts and holders begin, where a row says none.
        actor: the person who brings the sheet in, who gives no post to himself.

    Returns:
        What the rules of appointment refuse: line, column, refusal.
    """
    found = [said for row in rows if (said := said_by(row, known, marks)) is not None]
    like = Counter((each.place, each.role, each.title) for each in found)
    reader = _Reader(marks, since, known, actor, like)
    # Rows that say what is registered come first, so that the others do not take their posts.
    for said in sorted(found, key=lambda each: not reader.is_known(each)):
        reader.take(said)
    return reader.refused


class _Reader:
    def __init__(
        self,
        marks: Marks,
        since: date,
        known: Known,
        actor: int | None,
        like: Counter[tuple[Place, str, str]],
    ) -> None:
        self.marks, self.since, self.known, self.actor, self.like = marks, since, known, actor, like
        self.refused: list[tuple[int, str, Refused]] = []

    def start(self, said: Said) -> date:
        span = self.span(said.place)
        return day(said.row, "since") or max(self.since, span.since if span else self.since)

    def span(self, place: Place) -> Spell | None:
        """How long the place is there; none for the authority itself."""
        if place.school is not None:
            site = self.known.sites.by_id[place.school]
            return Spell(site.since, site.until)
        return self.known.spans.get(place)

    def posts(self, said: Said, start: date) -> list[Post]:
        """The posts that may be meant."""
        return [
            each
            for each in self.known.posts.get((said.place, said.role), ())
            if each.holds(start) and (said.role in ONE_AT_A_TIME or each.title == said.title)
        ]

    def held(self, said: Said, posts: Sequence[Post], start: date) -> tuple[Post, Seat] | None:
        """The post the person holds, by that row, and the span; one held since just then first."""
        until, begins = day(said.row, "until"), day(said.row, "since")

        def is_other(post: Post) -> bool:
            return not any((e.person, e.since) == (said.holder, begins) for e in post.seats)

        for post in sorted(posts, key=is_other):
            for seat in post.seats:
                over = begins is None and until is not None and seat.until == until
                there = seat is post.seat(start) or seat.since == begins or over
                if seat.person == said.holder and there and not post.claimed:
                    return post, seat
        return None

    def is_known(self, said: Said) -> bool:
        start = self.start(said)
        return self.held(said, self.posts(said, start), start) is not None

    def take(self, said: Said) -> None:
        """Put one row in; with a mistake in it nothing of it is kept."""
        row, start = said.row, self.start(said)
        told = len(self.marks.problems)
        check_order(self.marks, row, start)
        self.check_room(said, start)
        if len(self.marks.problems) > told:
            return
        posts = self.posts(said, start)
        if not posts and not self.comes_before(said, start):
            return
        if said.holder is None:
            self.vacant(said, posts, start)
            return
        found = self.held(said, posts, start)
        if found is not None:
            self.keep(said, *found)
            return
        try:
            self.check_person(said, start)
        except Refused as refused:
            self.refused.append((row.line, "holder", refused))
            return
        self.appoint(said, posts, start)

    def check_room(self, said: Said, start: date) -> None:
        span = self.span(said.place)
        until = day(said.row, "until")
        if span is None:
            return
        if start < span.since:
            self.marks.fault(
                said.row.line,
                "since",
                f"所在的学校、学区或机构自{span.since}起才有登记。请改为该日或更晚。",
                f"the place of the post is registered only from {span.since}. Give that day or a "
                "later one.",
            )
        elif span.until is not None and (start >= span.until or (until or start) > span.until):
            self.marks.fault(
                said.row.line,
                "since" if start >= span.until else "until",
                f"所在的学校、学区或机构于{span.until}终止。请改为该日以前。",
                f"the place of the post ends on {span.until}. Choose days before that.",
            )

    def comes_before(self, said: Said, start: date) -> bool:
        """Is there room for a new post before one like it begins?  If not, it is told."""
        until = day(said.row, "until")
        for each in self.known.posts.get((said.place, said.role), ()):
            same = said.role in ONE_AT_A_TIME or each.title == said.title
            if (
                same
                and not each.line
                and start < each.since
                and not (until and until <= each.since)
            ):
                self.marks.fault(
                    said.row.line,
                    "since",
                    f"该职务自{each.since}起才有登记。请改为该日或更晚，或留空。",
                    f"the post is registered from {each.since} on. Give that day or a later one, "
                    "or leave it empty.",
                )
                return False
        return True

    def check_person(self, said: Said, start: date) -> None:
        """May the person take the post?

        Raises:
            Refused("gives-himself-a-post"): it is who brings the sheet in.
            Refused("posts-kept-apart"): the person is one of the three administrators.
        """
        person = said.holder or 0
        name = self.known.people.by_id[person].name
        if person == self.actor:
            raise Refused("gives-himself-a-post", name=name)
        wanted = Held(said.role, start, day(said.row, "until"))
        other = clash(wanted, self.known.administrators.get(person, ()))
        if other is not None:
            role, others = ROLES[said.role].name, ROLES[other.role].name
            raise Refused("posts-kept-apart", name=name, role=role, other=others)

    def vacant(self, said: Said, posts: Sequence[Post], start: date) -> None:
        line = said.row.line
        free = next((each for each in posts if not each.claimed), None)
        if posts and free is None:
            self.marks.twice(line, "title", posts[0].claimed)
        elif free is None:
            self.put(said, start, day(said.row, "until"))
        else:
            free.claimed = line

    def keep(self, said: Said, post: Post, seat: Seat) -> None:
        """The same person in the same post; the last day or 兼任 may be new."""
        post.claimed = said.row.line
        begins, until = day(said.row, "since"), day(said.row, "until")
        if begins is not None and begins < seat.since:
            self.marks.fault(
                said.row.line,
                "since",
                f"任职登记自{seat.since}起。请改为该日或留空。",
                f"the post is held from {seat.since} on. Give that day, or leave it empty.",
            )
        ex_officio = said.row.values.get("ex_officio")
        changes = until not in {None, seat.until} or ex_officio not in {None, seat.ex_officio}
        if changes:
            seat.until = until or seat.until
            seat.ex_officio = bool(ex_officio) if ex_officio is not None else seat.ex_officio
            seat.line = said.row.line

    def appoint(self, said: Said, posts: Sequence[Post], start: date) -> None:
        """A vacant post, else the only one of its kind from a holder who leaves, else a new one."""
        free = [each for each in posts if not each.claimed]
        post = next((each for each in free if each.seat(start) is None), None)
        alone = self.like[said.place, said.role, said.title] == 1 and len(posts) == 1
        if post is None and free and (alone or said.role in ONE_AT_A_TIME):
            post = free[0]
        if post is None and posts and said.role in ONE_AT_A_TIME:
            self.marks.twice(said.row.line, "role", posts[0].claimed)
            return
        if post is None:
            post = self.put(said, start, None)
        elif not self.succeeds(said, post, start):
            return
        post.claimed = said.row.line
        later = min((each.since for each in post.seats if each.since > start), default=None)
        ends = [each for each in (day(said.row, "until"), later, post.until) if each is not None]
        ex_officio = said.row.values.get("ex_officio") is True
        until = min(ends, default=None)
        seat = Seat(None, said.holder or 0, start, until, ex_officio, said.row.line)
        post.seats.append(seat)

    def succeeds(self, said: Said, post: Post, start: date) -> bool:
        """Does whoever holds the post now make room?"""
        now = post.seat(start)
        if now is None:
            return True
        if now.since < start:
            now.until, now.line = start, said.row.line
            return True
        name = self.known.people.by_id.get(now.person)
        self.marks.fault(
            said.row.line,
            "since",
            f"“{name.name if name else ''}”在{start}当天任职。请改为更晚的日期，或先撤回该任职。",
            f"{name.name if name else 'somebody'} took the post up on {start}. Give a later day, "
            "or withdraw that appointment first.",
        )
        return False

    def put(self, said: Said, start: date, until: date | None) -> Post:
        span = self.span(said.place)
        until = until or (span.until if span else None)
        post = Post(None, said.place, said.role, said.title, start, until, line=said.row.line)
        post.claimed = said.row.line
        self.known.posts.setdefault((said.place, said.role), []).append(post)
        return post
