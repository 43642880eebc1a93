"""What every child is told: one sentence for each stage and choice, from the numbers alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from xuequ.kernel.text import Text
from xuequ.methods.allocation.arrays import Applications, Int8, Int32, Outcome
from xuequ.methods.allocation.reserves import BOOST, OPEN
from xuequ.methods.allocation.serial import by_points
from xuequ.methods.allocation.stages import Coordinate, Cut, Report, subset
from xuequ.methods.allocation.standing import standing

from ..reasons import Words
from ..sentences import sentences
from ..verdicts import (
    among_equals,
    by_draw,
    coordinated,
    of_catchment,
    of_nobody_s_own,
    pooled,
    with_bonus,
)
from .carried import Carried
from .staged import Made
from .trades import traded

MOST_CLASSES = 20  # that are told apart; those beyond are told as one


@dataclass(frozen=True, slots=True)
class Named:
    """How a locality calls schools in English, and kinds and ties, by their names in the files."""

    schools: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, Text] = field(default_factory=dict)
    ties: Mapping[str, Text] = field(default_factory=dict)


Told = list[list[Text]]  # of each unit, its sentences so far


def letters(held: Carried, named: Named) -> Iterator[tuple[str, list[Text]]]:
    """Number and sentences of each child, in the order of the applications."""
    told: Told = [[] for _ in held.case.units.ids]
    schools = _schools(held, named)
    for made, report in zip(held.made, held.composed.reports, strict=True):
        if isinstance(made.stage, Cut):
            _cut(held, made.stage, report, told)
        elif isinstance(made.stage, Coordinate):
            far = made.step.method == "nearest"
            for unit, text in _coordinated(held, made.stage, report, schools, far=far):
                told[unit].append(text)
        else:
            heads = held.case.units.heads
            a = subset(made.stage.applications, report.units, report.seats, heads)
            trades = made.step.method == "trading"
            rows = (
                traded(a, schools, held.slots.width)
                if trades
                else (_by_choice(held, (made, report), a, (schools, named)))
            )
            for unit, lines in zip(report.units.tolist(), rows, strict=True):
                told[unit] += lines
    numbers = zip(held.case.units.numbers, held.case.units.unit.tolist(), strict=True)
    return ((number, told[unit]) for number, unit in numbers)


def _schools(held: Carried, named: Named) -> list[Text]:
    """Name of each slot: its school, and for whom it is kept."""
    found = []
    for school, kind in zip(held.slots.school, held.slots.kind, strict=True):
        zh = held.case.schools.all[school].name
        en = named.schools.get(zh, zh)
        if kind != OPEN:
            code = held.case.rules.kinds[kind].kind
            of = named.kinds.get(code, Text(code, code))
            first = held.case.rules.kinds[kind].left == "others"  # who may have what they leave
            zh = f"{zh}（预留：{of.zh}{'，该类优先' if first else ''}）"
            en = f"{en} (kept for {of.en}{', who come first' if first else ''})"
        found.append(Text(zh, en))
    return found


def _by_choice(
    held: Carried, stage: tuple[Made, Report], a: Applications, called: tuple[list[Text], Named]
) -> Iterator[list[Text]]:
    made, report = stage
    schools, named = called
    classes, names = _classes(held, made, report)
    words = Words(schools, names, scale=100 if made.step.by == "points" else 0)
    ranks = [slot // held.slots.width + 1 for slot in range(a.prefs.shape[1])]
    stood = standing(a, report.outcome, classes, len(names))
    rows = sentences(*_plain(a, report.outcome), stood, words, ranks)
    worded, bonus = _wording(held, made, named), f"{made.step.bonus / 100:g}"
    for unit, prefs, texts in zip(report.units.tolist(), a.prefs.tolist(), rows, strict=True):
        told = [
            each for each, s in zip(zip(texts, ranks, strict=True), prefs, strict=True) if s >= 0
        ]
        raised = _raised(held, made, unit, [rank for _, rank in told])
        yield [
            with_bonus(worded(*each), bonus) if more else worded(*each)
            for each, more in zip(told, raised, strict=True)
        ]


def _raised(held: Carried, made: Made, unit: int, told: Sequence[int]) -> list[bool]:
    """At which choices points were added, for they name the school of the own catchment."""
    units, step = held.case.units, made.step
    if not step.bonus or step.by != "points":
        return [False] * len(told)
    ranks = range(1, units.prefs.shape[1] + 1) if step.bonus_at == "any" else (1,)
    own = units.own[unit]
    return [rank in ranks and own >= 0 and units.prefs[unit, rank - 1] == own for rank in told]


def _wording(held: Carried, made: Made, named: Named) -> Callable[[Text, int], Text]:
    """How a sentence of a choice becomes one in the words of its stage."""
    nobody_s_own = not (held.case.units.own >= 0).any()
    ties = _ties(held, named)

    def worded(text: Text, rank: int) -> Text:
        if made.step.method == "catchment":
            text = of_catchment(text, rank)
        elif nobody_s_own:
            text = of_nobody_s_own(text)
        if made.step.by == "draw":
            return by_draw(text)
        return among_equals(text, ties) if ties else text

    return worded


def _ties(held: Carried, named: Named) -> Text | None:
    """What decides among equals, one after the other; none where it is the draw alone."""
    steps = [named.ties.get(each, Text(each, each)) for each in held.case.rules.ties]
    if not steps:
        return None
    steps += [Text("抽签", "the draw")] if held.case.rules.draw else []
    return Text("、".join([step.zh for step in steps]), ", then ".join([step.en for step in steps]))


def _plain(a: Applications, outcome: Outcome) -> tuple[Applications, Outcome]:
    """Numbers of slots as numbers of choices: without what lifts a kind, draws counted from 1."""
    tally = outcome.tally
    told = tally._replace(claim=_own(tally.claim), ticket=tally.ticket + np.uint64(1))
    return (
        a._replace(claims=_own(a.claims), tickets=a.tickets + np.uint64(1)),
        outcome._replace(tally=told),
    )


def _own(claims: Int32) -> Int32:
    return np.where(claims > BOOST // 2, claims - BOOST, claims)


def _classes(held: Carried, made: Made, report: Report) -> tuple[Int8, tuple[Text, ...]]:
    """The class of claim of each unit at each choice, and what the classes are called.

    The classes of the applications where the stage goes by them; else whether the school is the
    own one.
    """
    units = held.case.units
    if made.step.by == "class":
        found = np.minimum(units.classes[report.units], MOST_CLASSES) - 1
        count = int(found.max(initial=0)) + 1
        names = [Text(f"第{n}顺位", f"of class {n}") for n in range(1, count + 1)]
        return found[:, None].astype(np.int8), tuple(names)
    prefs = made.over.prefs[report.units] if made.over is not None else np.zeros((0, 0), np.int32)
    school = np.where(prefs >= 0, held.slots.school[prefs], -1)
    other = school != units.own[report.units][:, None]
    names = [Text("本地段", "of the own catchment"), Text("非本地段", "of others")]
    return other.astype(np.int8), tuple(names)


def _cut(held: Carried, stage: Cut, report: Report, told: Told) -> None:
    order = by_points(stage.claims[report.units], stage.tickets[report.units])
    heads = held.case.units.heads[report.units]
    inside = report.outcome.placed >= 0
    for place, at in enumerate(order.tolist(), 1):
        counts = (stage.places, int(heads.sum()), place)
        told[int(report.units[at])].append(pooled(*counts, is_in=bool(inside[at])))


def _coordinated(
    held: Carried, stage: Coordinate, report: Report, schools: Sequence[Text], *, far: bool
) -> Iterator[tuple[int, Text]]:
    """What each unit is told.  Bundles are placed first, in their order, then the others."""
    heads = held.case.units.heads
    order = by_points(stage.claims[report.units], stage.tickets[report.units])
    units = report.units[order].tolist()
    bundles = sum(int(heads[unit]) > 1 for unit in units)
    units.sort(key=lambda unit: heads[unit] == 1)  # which keeps the order among equals
    at = dict(zip(report.units.tolist(), report.outcome.placed.tolist(), strict=True))
    for place, unit in enumerate(units, 1):
        slot = at[unit]
        school = schools[slot] if slot >= 0 else None
        metres = int(stage.cost[unit, slot]) if far and slot >= 0 else None
        together = {"heads": int(heads[unit]), "after": bundles}
        yield unit, coordinated(school, place, metres, **together)
