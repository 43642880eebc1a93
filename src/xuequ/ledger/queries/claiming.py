"""What an entry would count for: the duties named, looked up and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import Span
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text

from ..engine.duties import Owed
from ..engine.handing import Offered, counted_in
from ..engine.owners import Owner, confirmers
from .book import Book, of_person, owner_of
from .rights import may_hand_in


@dataclass(frozen=True, slots=True)
class For:
    """One duty of one owner that an entry is handed in for."""

    duty: str
    kind: str
    id: int
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A duty of an owner, and the span in which the entry counts."""

    owed: Owed
    owner: Owner
    span: Span

    @property
    def needs_confirming(self) -> bool:
        return bool(confirmers(self.owed))


def claimed(
    book: Book, wanted: Sequence[For], offered: Offered, *, actor: Actor, today: date
) -> list[Claimed]:
    """The duties an entry counts for, each checked for the actor and the day.

    Raises:
        Refused("no-duty-chosen"), Refused("unknown-duty"), Refused("not-owed-there"),
        Refused("not-your-duty"), and what `counted_in` refuses.
    """
    if not wanted:
        raise Refused("no-duty-chosen")
    found = []
    for each in dict.fromkeys(wanted):
        owed = book.owed.get(each.duty)
        if owed is None:
            raise Refused("unknown-duty", name=each.duty)
        owner = owner_of(book, owed, each.kind, each.id, each.subject)
        if owner is None:
            raise Refused("not-owed-there", name=owed.name)
        if not may_hand_in(actor, book.authority.pk, owed, owner):
            raise Refused("not-your-duty", name=owed.name)
        found.append(Claimed(owed, owner, _span(book, owed, owner, offered, today)))
    return found


def shared(
    book: Book, own: Sequence[Claimed], people: Sequence[int], offered: Offered, today: date
) -> list[Claimed]:
    """The same duties of the co-authors, where they owe them on that day too.

    Raises:
        Refused("co-author-owes-nothing"): somebody owes none of the duties.
    """
    keys = {each.owed.key for each in own if each.owner.person is not None}
    found = []
    for person in people:
        theirs = [
            Claimed(owed, owner, _span(book, owed, owner, offered, today))
            for owed, owner in of_person(book, person)
            if owed.key in keys
        ]
        if keys and not theirs:
            names = [Text(c.owed.duty.zh, c.owed.duty.en) for c in own]
            raise Refused("co-author-owes-nothing", names=names)
        found += theirs
    return found


def _span(book: Book, owed: Owed, owner: Owner, offered: Offered, today: date) -> Span:
    grace = book.settings.grace_days
    return counted_in(owed, owner, offered, book.calendar, today=today, grace_days=grace)
