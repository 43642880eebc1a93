"""What is known of the children of a grade, and what has to hold of their classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xuequ.kernel.refusal import Refused

from ..lottery.digests import Hash

Sex = Literal["male", "female"]
Method = Literal["random", "serpentine"]
METHODS: tuple[Method, ...] = ("random", "serpentine")
MOST_CLASSES = 60


@dataclass(frozen=True, slots=True)
class Child:
    """A child under its number.

    Args:
        score: in hundredths of a point; None where none is known.
        twins: what children of one birth share; "" for a child that has no part in it.
        together: do those of one birth stay in one class?  Otherwise they go to different ones.
        special: has a child needs that a class teacher has to have time for (随班就读)?
    """

    number: str
    sex: Sex
    score: int | None = None
    twins: str = ""
    together: bool = False
    special: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """By how much two classes may differ at most.

    Args:
        size, sex, special: children in all, of either sex, with special needs.
        mean: points between two mean scores; None where scores do not count.
    """

    size: int
    sex: int
    special: int
    mean: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """How classes are made; `round` names the making, and stands in everything that is drawn."""

    method: Method
    classes: int
    limits: Limits
    hash: Hash
    round: str


Held = tuple[int, int, int]  # boys, girls, and of both those with special needs, of a class


@dataclass(frozen=True, slots=True)
class Bounds:
    """By how much classes may differ at most, boys and girls each by a number of their own."""

    size: int
    male: int
    female: int
    special: int


@dataclass(frozen=True, slots=True)
class LateRules:
    """How those are drawn who come after the classes were made.

    Args:
        held: what each class holds on the day.
        limits: as of the making; a mean has no say.
        free: how many places each class still has; None where nothing bounds a class.
    """

    hash: Hash
    round: str
    held: Sequence[Held]
    limits: Limits
    free: Sequence[int] | None = None

    def allowed(self) -> Bounds:
        """The limits; where classes lie further apart already, no further than they do."""
        boys = [each[0] for each in self.held]
        girls = [each[1] for each in self.held]
        needs = [each[2] for each in self.held]
        sizes = [sum(pair) for pair in zip(boys, girls, strict=True)]
        limits = self.limits
        return Bounds(
            max(limits.size, max(sizes) - min(sizes)),
            max(limits.sex, max(boys) - min(boys)),
            max(limits.sex, max(girls) - min(girls)),
            max(limits.special, max(needs) - min(needs)),
        )


def births(children: Sequence[Child]) -> Mapping[str, list[int]]:
    """Of children of one birth where they stand in the list, by what they share."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, child in enumerate(children):
        if child.twins:
            found[child.twins].append(at)
    return found


def check(children: Sequence[Child], rules: Rules) -> None:
    """Refuse what no classes can be made of, whatever the seed.

    Raises:
        Refused: "class-number-twice", "class-method-unknown", "class-count-wrong",
            "class-fewer-children", "class-score-missing", "class-mean-missing", "class-twin-alone",
            "class-twins-disagree", "class-twins-too-many".
    """
    if rules.method not in METHODS:
        raise Refused("class-method-unknown", name=rules.method, known=", ".join(METHODS))
    if not 2 <= rules.classes <= MOST_CLASSES:
        raise Refused("class-count-wrong", highest=MOST_CLASSES)
    if len(children) < rules.classes:
        raise Refused("class-fewer-children", count=len(children), wanted=rules.classes)
    _check_numbers(children)
    _check_scores(children, rules)
    _check_births(children, rules.classes)


def check_late(children: Sequence[Child], rules: LateRules) -> None:
    """Refuse what nobody can be drawn by, whatever the seed.

    Raises:
        Refused: "class-number-twice", "class-count-wrong", "class-fewer-children",
            "class-no-places", "class-twin-alone", "class-twins-disagree", "class-twins-too-many".
    """
    if not rules.held:
        raise Refused("class-count-wrong", highest=MOST_CLASSES)
    if not children:
        raise Refused("class-fewer-children", count=0, wanted=1)
    _check_numbers(children)
    if rules.free is not None and sum(rules.free) < len(children):
        raise Refused("class-no-places", count=sum(rules.free), wanted=len(children))
    _check_births(children, len(rules.held))


def _check_numbers(children: Sequence[Child]) -> None:
    seen: set[str] = set()
    for child in children:
        if child.number in seen:
            raise Refused("class-number-twice", number=child.number)
        seen.add(child.number)


def _check_scores(children: Sequence[Child], rules: Rules) -> None:
    if rules.method == "serpentine" and rules.limits.mean is None:
        raise Refused("class-mean-missing")
    if rules.limits.mean is None:
        return
    for child in children:
        if child.score is None:
            raise Refused("class-score-missing", number=child.number)


def _check_births(children: Sequence[Child], classes: int) -> None:
    for twins, members in births(children).items():
        if len(members) < 2:
            raise Refused("class-twin-alone", twins=twins, number=children[members[0]].number)
        wishes = {children[each].together for each in members}
        if len(wishes) > 1:
            raise Refused("class-twins-disagree", twins=twins)
        if wishes == {False} and len(members) > classes:
            raise Refused("class-twins-too-many", twins=twins, count=len(members), wanted=classes)
