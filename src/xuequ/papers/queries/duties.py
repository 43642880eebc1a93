"""Whether issuing a paper settles a duty of the ledger."""

from __future__ import annotations

from xuequ.kernel.paper import PaperKind
from xuequ.ledger.engine.duties import Owed
from xuequ.ledger.queries.book import book_of, owner_of
from xuequ.ledger.queries.claiming import For

from ..models import Paper
from .kinds import of


def settled(paper: Paper, kind: PaperKind) -> tuple[Owed, For] | None:
    """The duty that the paper's place owes by the policy of that day; none where it owes none."""
    if not kind.duty:
        return None
    try:
        book = book_of(paper.authority, paper.period_on)
    except LookupError:
        return None
    owed = book.owed.get(kind.duty)
    place = paper.place
    if owed is None or owner_of(book, owed, of(place), place.id) is None:
        return None
    return owed, For(kind.duty, of(place), place.id)
