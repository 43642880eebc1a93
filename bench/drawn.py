"""Draw schools and consortia as they might be: the same for the same seed, a part unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeVar

from xuequ.directory.engine.policy import Form, Slot

from .config import Sizes

T = TypeVar("T")
ANY = Slot(zh="", en="")
STAGES = (("primary",),) * 12 + (("junior",),) * 4 + (("primary", "junior"),) * 3 + (("senior",),)
OWNERSHIP = ("public",) * 9 + ("private",)
STRENGTH = ("quality", "quality", "ordinary", "ordinary", "ordinary", "weak", "weak")
LOCALITY = ("city", "city", "city", "town", "town", "village")
KINDS = ("district", "district", "district", "group", "alliance")
TOWNSHIPS = tuple(f"测速{n:02d}镇" for n in range(1, 25))
UNKNOWN = 0.08  # of the facts of schools and consortia
LEFT_OUT = 0.02  # of the schools belong to no consortium
TWICE = 0.05  # of the members belong to a second one too
FITTING = 0.6  # of the consortia are put together as their form wants
CENTRE = (108.366, 22.862)
TURNED_AWAY = 0.02  # of the consortia have no lead


@dataclass(frozen=True, slots=True)
class DrawnSchool:
    """What will be registered of a school; None and no stages stand for «not known»."""

    stages: tuple[str, ...]
    ownership: str | None
    strength: str | None
    locality: str | None
    township: str | None
    newly_built: bool | None
    points: int  # teaching points
    campuses: tuple[tuple[float | None, float | None, str], ...]  # east, north, datum


@dataclass(frozen=True, slots=True)
class DrawnConsortium:
    """A consortium with its members: number of the school, role, is it the primary place."""

    kind: str
    form: str | None
    mode: str | None
    goal: str | None
    members: tuple[tuple[int, str, bool], ...]


def draw(
    sizes: Sizes, forms: Sequence[Form], seed: int
) -> tuple[list[DrawnSchool], list[DrawnConsortium]]:
    """Schools and consortia of the given number; forms are those of the locality."""
    chance = Random(seed)
    groups = _shares(sizes, chance)
    schools: list[DrawnSchool] = []
    consortia = []
    for size in groups:
        form = chance.choice(forms) if forms else None
        wanted = form if chance.random() < FITTING else None
        first = len(schools)
        schools += _members(wanted, size, chance)
        roles = ["lead", *("member" for _ in range(1, size))]
        if chance.random() < TURNED_AWAY:
            roles[0] = "member"
        members = tuple((first + n, role, True) for n, role in enumerate(roles))
        consortia.append(_consortium(form, members, chance))
    in_one = len(schools)
    schools += [_school(ANY, None, chance) for _ in range(sizes.schools - in_one)]
    consortia = [_with_guests(each, in_one, chance) for each in consortia]
    return [_forgetful(each, chance) for each in schools], consortia


def _shares(sizes: Sizes, chance: Random) -> list[int]:
    """How many schools each consortium gets; a few schools stay outside."""
    shares = [1] * sizes.consortia
    inside = max(sizes.consortia, round(sizes.schools * (1 - LEFT_OUT)))
    for _ in range(inside - sizes.consortia):
        shares[chance.randrange(sizes.consortia)] += 1
    return shares


def _members(form: Form | None, size: int, chance: Random) -> list[DrawnSchool]:
    """A lead and its members, chosen for the slots of the form if there is one."""
    slots = form.slots if form else (ANY,)
    for_lead = [each for each in slots if not each.role or "lead" in each.role]
    for_others = [each for each in slots if not each.role or "member" in each.role]
    lead = _school(chance.choice(for_lead or [ANY]), None, chance)
    others = [
        _school(for_others[n] if n < len(for_others) else chance.choice(for_others), lead, chance)
        for n in range(size - 1)
    ]
    return [lead, *others]


def _school(slot: Slot, lead: DrawnSchool | None, chance: Random) -> DrawnSchool:
    """A school that suits the slot; what the slot leaves open is drawn freely."""
    stages: tuple[str, ...] = chance.choice(STAGES)
    if lead and "same" in slot.stage:
        stages = lead.stages
    elif named := [each for each in slot.stage if each != "same"]:
        stages = (chance.choice(named),)
    locality = chance.choice(slot.locality or LOCALITY)
    others = [each for each in TOWNSHIPS if lead is None or each != lead.township]
    return DrawnSchool(
        stages=stages,
        ownership=chance.choice(slot.ownership or OWNERSHIP),
        strength=chance.choice(slot.strength or STRENGTH),
        locality=locality,
        township=chance.choice(others if slot.township == "other" else TOWNSHIPS),
        newly_built=slot.newly_built or chance.random() < 0.05,
        points=chance.choice((0, 0, 1, 2)) if locality == "village" else 0,
        campuses=tuple(_campus(chance) for _ in range(chance.choice((1, 1, 1, 2)))),
    )


def _campus(chance: Random) -> tuple[float | None, float | None, str]:
    datum = "gcj02" if chance.random() < 0.3 else "wgs84"
    if chance.random() < UNKNOWN:
        return None, None, datum
    east, north = (round(chance.gauss(middle, 0.12), 6) for middle in CENTRE)
    return east, north, datum


def _consortium(
    form: Form | None, members: tuple[tuple[int, str, bool], ...], chance: Random
) -> DrawnConsortium:
    return DrawnConsortium(
        kind=chance.choice(KINDS),
        form=_known(form.code if form else None, chance),
        mode=_known(chance.choice(("compact", "loose")), chance),
        goal=_known("测速特色", chance),
        members=members,
    )


def _with_guests(one: DrawnConsortium, schools: int, chance: Random) -> DrawnConsortium:
    """The consortium with a few schools that belong elsewhere in the first place."""
    own = {school for school, _, _ in one.members}
    wanted = sum(chance.random() < TWICE for _ in one.members)
    chosen = sorted(set(chance.sample(range(schools), k=min(wanted, schools))) - own)
    more = tuple((each, chance.choice(("member", "guest")), False) for each in chosen)
    return replace(one, members=(*one.members, *more))


def _forgetful(one: DrawnSchool, chance: Random) -> DrawnSchool:
    """The school with some of its facts not known."""
    return replace(
        one,
        stages=_known(one.stages, chance) or (),
        ownership=_known(one.ownership, chance),
        strength=_known(one.strength, chance),
        locality=_known(one.locality, chance),
        township=_known(one.township, chance),
        newly_built=_known(one.newly_built, chance),
    )


def _known(fact: T, chance: Random) -> T | None:
    return None if chance.random() < UNKNOWN else fact
