"""Measures of the ledger: states from counters, a recount, an inbox, a consortium's page."""

from __future__ import annotations

import time
from collections import Counter as Numbers
from collections.abc import Callable
from datetime import date
from typing import Any

from xuequ.directory.engine.roles import permissions
from xuequ.directory.models import Authority, Consortium, Teacher
from xuequ.kernel.actors import Actor
from xuequ.ledger.engine.tally import Tally
from xuequ.ledger.models import Claim, Counter
from xuequ.ledger.models.entries import EntryState
from xuequ.ledger.queries.book import book_of
from xuequ.ledger.queries.confirming import waiting_for
from xuequ.ledger.queries.mine import todo
from xuequ.ledger.queries.states import states
from xuequ.ledger.queries.tallies import tallies
from xuequ.ledger.services.counting import differences, move
from xuequ.ledger.services.counting import recount as mend

MOVED = 500  # claims confirmed one by one, as people do, before the recount
WRONG = 1_000  # counters spoilt, to be found again
WARM_UP = 3


def timed(act: Callable[[], Any]) -> tuple[Any, float, float]:
    """What an act returns, the seconds that passed, and those of the processor."""
    passed, own = time.perf_counter(), time.process_time()
    found = act()
    return found, time.perf_counter() - passed, time.process_time() - own


def states_measured(name: str, on: date) -> dict[str, Any]:
    """Tallies of every duty in every place, and every person's state with every duty."""
    authority = Authority.objects.get(name=name)
    book = book_of(authority, on)
    in_places, *of_places = timed(lambda: _numbers(tallies(book)))
    singly, *of_people = timed(lambda: _single(book))
    if in_places != singly:
        raise RuntimeError(f"tallies and single states differ: {in_places} {singly}")
    return {"states": sum(singly.values()), "tallies": of_places, "singly": of_people}


def _numbers(found: Any) -> Numbers[str]:
    total: Numbers[str] = Numbers()
    each: Tally
    for each in found:
        if each.owed.duty.owed_by == "teacher":
            total.update({str(key): n for key, n in each.numbers.items()})
    return total


def _single(book: Any) -> Numbers[str]:
    total: Numbers[str] = Numbers()
    for each in states(book):
        if each.owed.duty.owed_by == "teacher":
            total.update(Numbers(map(str, each.standings.values())))
    return total


def recount_measured(name: str, on: date) -> dict[str, Any]:
    """Compare and mend: first what is right, then with some counters spoilt."""
    authority = Authority.objects.get(name=name)
    _confirm_some(authority)
    right, *compared = timed(lambda: differences(authority))
    ids = list(Counter.objects.filter(authority=authority).values_list("pk", flat=True)[:WRONG])
    before = {each.pk: each.confirmed for each in Counter.objects.filter(pk__in=ids)}
    Counter.objects.filter(pk__in=ids).update(confirmed=77)
    count, *mended = timed(lambda: mend(authority))
    after = {each.pk: each.confirmed for each in Counter.objects.filter(pk__in=ids)}
    return {
        "claims": Claim.objects.filter(authority=authority).count(),
        "counters": count,
        "differ": len(right) + (after != before),
        "compared": compared,
        "mended": mended,
    }


def _confirm_some(authority: Authority) -> None:
    """Move some waiting claims to confirmed, as the services do."""
    waiting = Claim.objects.filter(authority=authority, state=EntryState.HANDED).order_by("pk")
    some = list(waiting[:MOVED])
    move(some, EntryState.CONFIRMED)


def pages_measured(name: str, on: date, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Rounds of the inbox of a teacher and of the tallies of a consortium, warm."""
    authority = Authority.objects.get(name=name)
    teacher = Teacher.objects.filter(school__authority=authority).order_by("-pk")[0]
    actor = Actor(
        account="bench",
        post="teacher",
        permissions=permissions("teacher"),
        authority=authority.pk,
        school=teacher.school_id,
        person=teacher.person_id,
        role="teacher",
    )
    unions = list(Consortium.objects.filter(authority=authority).values_list("pk", flat=True))

    def inbox(_: int) -> object:
        return todo(seen_by=actor, on=on), waiting_for(seen_by=actor, on=on)

    def place(n: int) -> object:
        return list(tallies(book_of(authority, on), unions[n % len(unions)]))

    return {"inbox": _rounds(inbox, rounds), "consortium": _rounds(place, rounds)}


def _rounds(act: Callable[[int], object], rounds: int) -> list[tuple[float, float]]:
    found = [timed(lambda n=n: act(n))[1:] for n in range(WARM_UP + rounds)]  # type: ignore[misc]
    return [(passed, own) for passed, own in found[WARM_UP:]]
