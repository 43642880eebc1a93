"""The principles by which schools are joined, each decided from facts of the registry."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from xuequ.kernel.rulebook import NOT_APPLICABLE, Fact, Finding, State, Verdict
from xuequ.kernel.text import Text
from xuequ.methods.distance import kilometres

from .policy import Principle
from .types import Consortium, Policy, School

Answer = tuple[State, tuple[Fact, ...]]

NAMES: dict[Principle, Text] = {
    "led_by_quality": Text("名校引领", "led by a quality school"),
    "near": Text("相对就近", "relatively near"),
    "complementary": Text("优势互补", "complementary"),
    "urban_rural": Text("城市+农村", "city with countryside"),
    "strong_weak": Text("优质+薄弱", "strong with weak"),
    "public_private": Text("公办+民办", "public with private"),
    "secondary_primary": Text("中学+小学", "secondary with primary"),
}


def principles(consortium: Consortium, policy: Policy, *, every: bool) -> Verdict:
    """Judge the locality's principles; `every` asks for all of them, else one is enough."""
    asked = policy.formation.principles
    if not asked:
        return NOT_APPLICABLE
    schools = [each.school for each in (*consortium.leads, *consortium.others)]
    findings = []
    for code in asked:
        limit = policy.formation.near_km
        state, facts = _near(consortium, limit) if code == "near" else CHECKS[code](schools)
        findings.append(Finding(state, NAMES[code], facts))
    states = [each.state for each in findings]
    met = states.count(State.MET)
    if met == len(asked) or (met and not every):
        state = State.MET
    elif State.BROKEN in states and (every or State.UNKNOWN not in states):
        state = State.BROKEN
    else:
        state = State.UNKNOWN
    unit = "principles" if every else "pairings"
    return Verdict(state, met, len(asked) if every else 1, unit, tuple(findings))


def _both(field: str, one: set[str], other: set[str]) -> Callable[[list[School]], Answer]:
    """A check that the schools hold both sorts of `field`."""

    def check(schools: list[School]) -> Answer:
        def of(sort: set[str]) -> list[Fact]:
            return [s.fact(field, _value(s, field)) for s in schools if _values(s, field) & sort]

        here, there = of(one), of(other)
        if here and there:
            return State.MET, (here[0], there[0])
        open_ = tuple(s.fact(field) for s in schools if not _values(s, field))
        return (State.UNKNOWN, open_) if open_ else (State.BROKEN, ())

    return check


def _values(school: School, field: str) -> frozenset[str]:
    value = getattr(school, field)
    if value is None:
        return frozenset()
    return value if isinstance(value, frozenset) else frozenset({value})


def _value(school: School, field: str) -> str:
    return ", ".join(sorted(_values(school, field)))


def _led_by_quality(schools: list[School]) -> Answer:
    if not schools:
        return State.BROKEN, ()
    lead = schools[0]
    if lead.strength is None:
        return State.UNKNOWN, (lead.fact("strength"),)
    state = State.MET if lead.strength == "quality" else State.BROKEN
    return state, (lead.fact("strength", lead.strength),)


def _near(consortium: Consortium, limit: Decimal | None) -> Answer:
    """No member is farther from the lead than the county allows; unknown without a limit."""
    if limit is None:
        return State.UNKNOWN, (consortium.fact("near_km"),)
    if not consortium.leads:
        return State.UNKNOWN, (consortium.fact("lead"),)
    lead = consortium.leads[0].school
    schools = [each.school for each in consortium.others]
    open_ = tuple(each.fact("point") for each in (lead, *schools) if each.point is None)
    if open_ or lead.point is None:
        return State.UNKNOWN, open_
    far = [(s, d) for s in schools if s.point and (d := kilometres(lead.point, s.point)) > limit]
    facts = tuple(s.fact("point", f"{d:.1f} km") for s, d in far)
    return (State.BROKEN if far else State.MET), facts


def _complementary(schools: list[School]) -> Answer:
    """The schools differ in something the registry holds; they cannot complement their like."""
    open_: list[Fact] = []
    for field in ("strength", "stages", "locality", "ownership"):
        known = [each for each in schools if _values(each, field)]
        other = [each for each in known if _values(each, field) != _values(known[0], field)]
        if other:
            two = (known[0], other[0])
            return State.MET, tuple(each.fact(field, _value(each, field)) for each in two)
        open_ += [each.fact(field) for each in schools if not _values(each, field)]
    return (State.UNKNOWN, tuple(open_)) if open_ else (State.BROKEN, ())


CHECKS: dict[Principle, Callable[[list[School]], Answer]] = {
    "led_by_quality": _led_by_quality,
    "complementary": _complementary,
    "urban_rural": _both("locality", {"city"}, {"town", "village"}),
    "strong_weak": _both("strength", {"quality"}, {"weak"}),
    "public_private": _both("ownership", {"public"}, {"private"}),
    "secondary_primary": _both("stages", {"junior", "senior"}, {"primary"}),
}
