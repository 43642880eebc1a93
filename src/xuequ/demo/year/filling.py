"""Carry the rounds of the demonstration that were held from catchments to letters and classes."""

from __future__ import annotations

from datetime import timedelta

from xuequ.directory.models import Authority
from xuequ.enrolment.models import Outcome, Round

from ..enrolled import coming_year
from .days import Days, of_late, of_summer
from .dividing import divide_all
from .families import Family, apply_all
from .following import answer_all, enter_all, settle, take_offers
from .officers import Officers, officers
from .placing import place_all
from .preparing import open_made_up, prepare
from .reading import read_all
from .told import Held, latest, summer

SOON, LATER = timedelta(hours=6), timedelta(days=2)


def prepare_latest() -> Round:
    """Plan and rules of the round that has just been released, before catchments are drawn."""
    said = latest()
    by = officers(Authority.objects.get(profile=said.profile))
    return prepare(said, of_late(coming_year()), by)


def fill_summer() -> None:
    """The rounds of last summer, and the classes that came of them."""
    open_made_up(Authority.objects.get(profile="futian"))
    days, held = of_summer(), summer()
    by = {each.profile: officers(Authority.objects.get(profile=each.profile)) for each in held}
    done = []
    for said in held:
        found = prepare(said, days, by[said.profile])
        done.append((said, _released(said, found, days, by[said.profile])))
    settle(days)
    for said, outcome in done:
        enter_all(outcome, days)
        divide_all(outcome.round, by[said.profile])


def _released(said: Held, found: Round, days: Days, by: Officers) -> Outcome:
    """A round with a result that families have answered."""
    outcome, families = _told(said, found, days, by)
    answer_all(outcome, families, days.releases + SOON)
    take_offers(outcome, families, days.releases + LATER)
    return outcome


def fill_latest(found: Round) -> None:
    """The round that has just been released: a seat was given up, its offer is open."""
    said, days = latest(), of_late(found.year)
    by = officers(found.authority)
    outcome, families = _told(said, found, days, by)
    answer_all(outcome, families, days.releases + SOON)


def _told(said: Held, found: Round, days: Days, by: Officers) -> tuple[Outcome, list[Family]]:
    families = apply_all(said, found, by)
    read_all(found, families, days, by, said.double)
    return place_all(said, found, days, by), families
