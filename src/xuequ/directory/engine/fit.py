"""Does a consortium fit its formation form (组建形式), given what the registry knows?

A school suits a slot, does not, or the registry cannot tell.  The consortium fits when its
schools can be arranged in the slots by what is known for certain; it does not when no
arrangement exists even if every unknown fact turned out well; otherwise nobody can say yet,
and the facts that are missing are named.
"""

from __future__ import annotations

from dataclasses import dataclass

from xuequ.kernel.rulebook import Fact, Finding, State, Verdict
from xuequ.kernel.text import Text
from xuequ.methods.slots import Bounds, fill_slots

from .policy import Form, Slot
from .types import Consortium, Member, School

ATTRIBUTES = ("strength", "locality", "ownership")


@dataclass(frozen=True, slots=True)
class Suit:
    """Whether one member suits one slot; `lacking` are the fields that leave it open."""

    sure: bool
    possible: bool
    lacking: tuple[tuple[School, str], ...] = ()


def fit(consortium: Consortium, form: Form) -> Verdict:
    """Arrange the members (guests apart) in the form's slots; found and wanted count slots."""
    members = [each for each in consortium.members if each.role != "guest"]
    lead = consortium.leads[0].school if consortium.leads else None
    suits = [[suit(member, slot, lead) for slot in form.slots] for member in members]
    bounds = [Bounds(slot.min, slot.max) for slot in form.slots]
    wanted = len(form.slots)
    slots = _by_slot(form, suits)
    if fill_slots([[each.sure for each in row] for row in suits], bounds) is not None:
        return Verdict(State.MET, wanted, wanted, "slots", slots)
    if fill_slots([[each.possible for each in row] for row in suits], bounds) is not None:
        state, why = State.UNKNOWN, _undecided(members, _relevant(suits, bounds), slots)
    else:
        state, why = State.BROKEN, _by_member(members, suits, set())
        if all(each.state is State.MET for each in (*slots, *why)):
            why = (_no_arrangement(state),)
    findings = (*slots, *why)
    met = sum(each.state is State.MET for each in findings[:wanted])
    return Verdict(state, met, wanted, "slots", findings)


def suit(member: Member, slot: Slot, lead: School | None) -> Suit:
    """Compare one member with one slot, attribute by attribute."""
    school = member.school
    if not _admits(slot, member):
        return Suit(False, False)
    lacking: list[tuple[School, str]] = []
    for field in ATTRIBUTES:
        asked, known = getattr(slot, field), getattr(school, field)
        if asked and known is None:
            lacking.append((school, field))
        elif asked and known not in asked:
            return Suit(False, False)
    if slot.newly_built and school.newly_built is None:
        lacking.append((school, "newly_built"))
    elif slot.newly_built and not school.newly_built:
        return Suit(False, False)
    for open_facts in (_stage(school, slot, lead), _township(school, slot, lead)):
        if open_facts is None:
            return Suit(False, False)
        lacking += open_facts
    return Suit(not lacking, True, tuple(lacking))


def _admits(slot: Slot, member: Member) -> bool:
    """Does the member meet what the registry always knows: roles and teaching points?"""
    if slot.role and member.role not in slot.role:
        return False
    if slot.member_elsewhere and not member.elsewhere & {"member", "demonstration"}:
        return False
    return not slot.teaching_points or member.school.teaching_points > 0


def _stage(school: School, slot: Slot, lead: School | None) -> list[tuple[School, str]] | None:
    """The facts that leave the stage open; None if the stage is wrong."""
    if not slot.stage:
        return []
    lacking = [(school, "stages")] if school.stages is None else []
    asked: set[str] = {each for each in slot.stage if each != "same"}
    if "same" in slot.stage:
        if lead is None:
            return None
        if lead.stages is None:
            return [*lacking, (lead, "stages")]
        asked |= lead.stages & {"primary", "junior", "senior"}
    if school.stages is None:
        return lacking
    return [] if school.stages & asked else None


def _township(school: School, slot: Slot, lead: School | None) -> list[tuple[School, str]] | None:
    """The facts that leave the township open; None if it is the lead's own."""
    if slot.township != "other":
        return []
    lacking = [(each, "township") for each in (school, lead) if each and each.township is None]
    if lacking:
        return lacking
    return None if lead is None or school.township == lead.township else []


def _relevant(suits: list[list[Suit]], bounds: list[Bounds]) -> list[list[Suit]]:
    """The suits, with the lacking facts dropped where no possible arrangement asks for them."""
    marks = [[each.possible for each in row] for row in suits]
    found = [list(row) for row in suits]
    for place, row in enumerate(suits):
        for index, each in enumerate(row):
            here = [slot == index for slot in range(len(row))]
            if (
                each.lacking
                and fill_slots([*marks[:place], here, *marks[place + 1 :]], bounds) is None
            ):
                found[place][index] = Suit(each.sure, each.possible)
    return found


def _undecided(
    members: list[Member], suits: list[list[Suit]], slots: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """The members whose facts are needed before the fit is certain."""
    short = {index for index, each in enumerate(slots) if each.state is State.UNKNOWN}
    if named := _by_member(members, suits, short):
        return named
    every = set(range(len(slots)))
    return (*_by_member(members, suits, every), _no_arrangement(State.UNKNOWN))


def _by_slot(form: Form, suits: list[list[Suit]]) -> tuple[Finding, ...]:
    findings = []
    for index, slot in enumerate(form.slots):
        sure = sum(row[index].sure for row in suits)
        possible = sum(row[index].possible for row in suits)
        state = State.MET if sure >= slot.min else State.UNKNOWN
        if possible < slot.min:
            state = State.BROKEN
        findings.append(Finding(state, _slot_text(slot, sure, possible - sure)))
    return tuple(findings)


def _by_member(
    members: list[Member], suits: list[list[Suit]], short: set[int]
) -> tuple[Finding, ...]:
    """One finding for every member that no slot takes, or whose slot is still open.

    A member with a slot of its own is open only for the slots `short` of certain schools.
    """
    findings = []
    for member, row in zip(members, suits, strict=True):
        name = member.school.name
        settled = any(each.sure for each in row)
        lacking = {
            pair
            for index, each in enumerate(row)
            if index in short or not settled
            for pair in each.lacking
        }
        if not any(each.possible for each in row):
            text = Text(
                f"{name}：与该形式的任何一项要求都不相符", f"{name} fits no part of the form"
            )
            facts = tuple(member.school.fact(f, _known(member.school, f)) for f in _shown)
            findings.append(Finding(State.BROKEN, text, facts))
        elif lacking:
            facts = tuple(
                Fact("school", school.id, school.name, field)
                for school, field in sorted(lacking, key=lambda pair: (pair[0].id, pair[1]))
            )
            text = Text(
                f"{name}：缺少判断所需的数据", f"{name}: facts needed to decide are missing"
            )
            findings.append(Finding(State.UNKNOWN, text, facts))
    return tuple(findings)


_shown = ("stages", "strength", "locality", "ownership")


def _known(school: School, field: str) -> str | None:
    if field == "stages":
        return None if school.stages is None else ", ".join(sorted(school.stages))
    value: str | None = getattr(school, field)
    return value


def _slot_text(slot: Slot, sure: int, open_: int) -> Text:
    zh = f"至少{slot.min}所" if slot.max is None else f"{slot.min}—{slot.max}所"
    en = f"at least {slot.min}" if slot.max is None else f"{slot.min}–{slot.max}"
    if slot.min == slot.max:
        zh, en = f"{slot.min}所", f"{slot.min}"
    return Text(
        f"{slot.zh}：要求{zh}，已确定{sure}所，待定{open_}所",
        f"{slot.en}: wants {en}, certain {sure}, undecided {open_}",
    )


def _no_arrangement(state: State) -> Finding:
    if state is State.BROKEN:
        return Finding(
            state,
            Text(
                "各项要求单独看都有学校，但不能让每所学校恰好归入一项",
                "each part has candidates, but no arrangement puts every school in one part",
            ),
        )
    return Finding(
        state,
        Text(
            "按已知数据还不能把每所学校恰好归入一项",
            "what is known does not yet put every school in one part",
        ),
    )
