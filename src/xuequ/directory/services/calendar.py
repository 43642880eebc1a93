"""Acts on the school calendar (校历): terms with the days drafted for them, and single days."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import Span
from xuequ.kernel.refusal import Refused

from ..engine.terms import Draft, Wish, entered, past
from ..models import Authority, SchoolDay
from ..queries.calendar import days_of, drafted, every_term
from .authorities import set_school_days, set_terms


@dataclass(frozen=True, slots=True)
class NewCalendar:
    """The terms of a school year, and which days entered by hand give way to the draft.

    With `seen`, the digest of a draft that was looked at, only that draft is kept.
    """

    year: int
    terms: Sequence[Span]
    replaces: Collection[date] | None = ()  # none: every one of them
    seen: str = ""


@transaction.atomic
def draft_calendar(authority: Authority, new: NewCalendar, *, today: date, actor: Actor) -> Draft:
    """Set the terms of a school year and draft its days from public holidays.

    What was entered by hand stays, but for the days that are to be replaced.

    Raises:
        Refused("calendar-moved-on"): the draft is not the one that was looked at.
        Refused("days-outside-terms"): days entered by hand would lie in no term.
        Refused("nothing-changed"): terms and days are so already.
    """
    Authority.objects.select_for_update().get(pk=authority.pk)
    found = drafted(authority, new.year, new.terms, new.replaces or ())
    if new.replaces is None:
        every = {each.day for each in found.by_hand}
        found = drafted(authority, new.year, new.terms, every)
    if found.terms != found.held:
        set_terms(authority, new.year, list(new.terms), actor=actor)
    if new.seen and new.seen != found.digest:
        raise Refused("calendar-moved-on")
    if found.stray:
        raise Refused("days-outside-terms", days=found.stray)
    if found.is_empty:
        raise Refused("nothing-changed")
    _keep(authority, found, today=today, actor=actor)
    return found


def _keep(authority: Authority, found: Draft, *, today: date, actor: Actor) -> None:
    dropped = [each.day for each in found.changes if each.after is None]
    SchoolDay.objects.filter(authority=authority, day__in=dropped).delete()
    if found.changes:
        note: dict[str, object] = {"year": found.year, "dropped": len(dropped)}
        note["past"] = past((each.day for each in found.changes), today)
        days = [each.after for each in found.changes if each.after is not None]
        set_school_days(authority, days, actor=actor, note=note)


@transaction.atomic
def enter_days(authority: Authority, wish: Wish, *, today: date, actor: Actor) -> list[date]:
    """Enter for a day or a span of days whether schools teach, and why; returns what changed.

    Raises:
        Refused("last-before-first", "no-terms-yet", "day-in-no-term", "day-needs-reason",
            "nothing-changed"): see the engine.
    """
    Authority.objects.select_for_update().get(pk=authority.pk)
    terms = every_term(authority)
    held = days_of(authority, min(wish.since, wish.last), date.max)
    found = entered(wish, terms, held)
    note: dict[str, object] = {"since": wish.since.isoformat(), "reason": wish.reason}
    note["past"] = past((each.day for each in found), today)
    set_school_days(authority, found, actor=actor, note=note)
    return [each.day for each in found]
