"""The forecast of an authority as far as a reader sees it: schools, consortia, the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xuequ.directory.models import Authority, Consortium, Membership, School
from xuequ.directory.queries.scope import AUTHORITY, authorities, consortia, own_schools, standing
from xuequ.kernel.actors import Actor

from ...engine.forecast.survival import Key, Outlook, Site, forecast
from ...engine.forecast.warning import Warned, Year, together
from .seats import SeatsOf, seats_of
from .sites import STAGES, Counted, counted

USUAL = 6  # years ahead: so many cohorts not in school yet are known


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast of an authority on a day, before anybody's scope."""

    authority: Authority
    known: Counted
    since: int
    years: int
    outlooks: Mapping[Key, Outlook]
    seats: SeatsOf

    @property
    def ahead(self) -> range:
        """The years that are forecast."""
        return range(self.since + 1, self.since + self.years + 1)

    def site(self, key: Key) -> Site:
        return next(each for each in self.known.sites if each.key == key)

    def warned(self, key: Key) -> Warned:
        """Demand and seats of a stage, year by year."""
        outlook = self.outlooks[key]
        return Warned(
            tuple(Year(each, outlook.demand(each), self.seats.seats(key, each))
                  for each in self.ahead)
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A school, a consortium or the whole in the list.

    Args:
        counts: of how many schools each year's sum is; empty for a school.
        of: how many schools there are.
    """

    name: str
    warned: Warned
    school: School | None = None
    counts: Mapping[int, int] | None = None
    of: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader sees of one stage; `whole` only whoever looks from an authority."""

    forecast: Forecast
    stage: str
    schools: Sequence[Line]
    consortia: Sequence[Line]
    whole: Line | None


def forecast_of(authority: Authority, on: date, years: int = USUAL) -> Forecast | None:
    """The forecast of an authority; None while it has no rolls.

    Raises:
        ValueError: nobody looks as far ahead.
    """
    known = counted(authority, on)
    if known.since is None:
        return None
    outlooks = forecast(known.sites, since=known.since, years=years)
    seats = seats_of(authority, known, on)
    return Forecast(authority, known, known.since, years, outlooks, seats)


def authorities_seen(*, seen_by: Actor, on: date) -> list[Authority]:
    """The authorities whose schools the actor may look ahead for."""
    mine = own_schools(seen_by=seen_by, on=on).values("authority")
    found = authorities(seen_by=seen_by).filter(pk__in=mine)
    return sorted(found, key=lambda each: (each.pk != seen_by.authority, each.pk))


def stages_of(found: Forecast, *, seen_by: Actor, on: date) -> list[str]:
    """The stages that the actor's own schools teach."""
    mine = set(own_schools(seen_by=seen_by, on=on).values_list("pk", flat=True))
    held = {stage for school, stage in found.outlooks if school in mine}
    return [each for each in STAGES if each in held]


def page_of(found: Forecast, stage: str, *, seen_by: Actor, on: date) -> Page:
    """One stage: who is short first stands first."""
    rows = own_schools(seen_by=seen_by, on=on).filter(authority=found.authority)
    schools = {each.pk: each for each in rows}
    lines = {
        pk: Line(each.name, found.warned((pk, stage)), each)
        for pk, each in schools.items()
        if (pk, stage) in found.outlooks
    }
    order = sorted(
        lines.values(),
        key=lambda each: (each.warned.urgency, each.school.sort_key if each.school else ""),
    )
    place = standing(seen_by)
    unions = [] if place == "school" else _consortia(found, lines, seen_by, on)
    whole = None
    if place == AUTHORITY or seen_by.everywhere:
        whole = _summed(found.authority.name, list(lines.values()), found)
    return Page(found, stage, order, unions, whole)


def _consortia(found: Forecast, lines: Mapping[int, Line], seen_by: Actor, on: date) -> list[Line]:
    seen = consortia(seen_by=seen_by, on=on).filter(authority=found.authority)
    members = Membership.objects.on(on).filter(consortium__in=seen.values("pk"), is_primary=True)
    members = members.exclude(role=Membership.Role.GUEST)
    parts: dict[int, list[Line]] = defaultdict(list)
    for union, school in members.order_by("pk").values_list("consortium", "school"):
        if school in lines:
            parts[union].append(lines[school])
    rows: list[Consortium] = [each for each in seen.order_by("order", "pk") if parts[each.pk]]
    return [_summed(each.label, parts[each.pk], found) for each in rows]


def _summed(name: str, parts: Sequence[Line], found: Forecast) -> Line:
    warned, counts = together([each.warned for each in parts], found.ahead)
    return Line(name, warned, None, counts, len(parts))
