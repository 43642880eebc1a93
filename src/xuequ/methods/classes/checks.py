"""Measure classes against their limits, knowing nothing of how they were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from xuequ.kernel.text import Text

from .children import Child, LateRules, Rules

What = Literal["size", "male", "female", "special", "mean", "together", "apart", "seat", "places"]
NAMES: Mapping[str, Text] = {
    "size": Text("人数", "size"),
    "male": Text("男生数", "number of boys"),
    "female": Text("女生数", "number of girls"),
    "special": Text("有特殊需要的学生数", "number with special needs"),
    "mean": Text("平均分", "mean score"),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One class."""

    number: int
    size: int
    male: int
    female: int
    special: int
    mean: Fraction | None  # points; None where somebody has no score, or nobody is in it


@dataclass(frozen=True, slots=True)
class Gap:
    """What differs between two classes, and by how much at most it may."""

    what: What
    found: Fraction
    limit: Fraction

    @property
    def holds(self) -> bool:
        return self.found <= self.limit


@dataclass(frozen=True, slots=True)
class Fault:
    """A guarantee that the classes do not keep."""

    what: What
    text: Text


def measured(children: Sequence[Child], seats: Mapping[str, int], classes: int) -> list[Measured]:
    """Every class with what it holds."""
    found = []
    for number in range(1, classes + 1):
        inside = [each for each in children if seats.get(each.number) == number]
        scores = [each.score for each in inside if each.score is not None]
        whole = bool(inside) and len(scores) == len(inside)
        boys = sum(1 for each in inside if each.sex == "male")
        found.append(
            Measured(
                number,
                len(inside),
                boys,
                len(inside) - boys,
                sum(1 for each in inside if each.special),
                Fraction(sum(scores), 100 * len(scores)) if whole else None,
            )
        )
    return found


def gaps(found: Sequence[Measured], rules: Rules) -> list[Gap]:
    """The largest difference between two classes of everything that has a limit."""
    limits = rules.limits
    bounds: list[tuple[What, int]] = [
        ("size", limits.size), ("male", limits.sex), ("female", limits.sex),
        ("special", limits.special),
    ]  # fmt: skip
    told = _counted(found, bounds)
    means = [each.mean for each in found if each.mean is not None]
    if limits.mean is not None and means:
        told.append(Gap("mean", max(means) - min(means), Fraction(limits.mean)))
    return told


def _counted(found: Sequence[Measured], bounds: Sequence[tuple[What, int]]) -> list[Gap]:
    told = []
    for what, limit in bounds:
        values = [int(getattr(each, what)) for each in found]
        told.append(Gap(what, Fraction(max(values) - min(values)), Fraction(limit)))
    return told


def faults(children: Sequence[Child], rules: Rules, seats: Mapping[str, int]) -> list[Fault]:
    """Everything that does not hold of these classes; empty if all does."""
    return [
        *_seats(children, rules.classes, seats),
        *_broken(gaps(measured(children, seats, rules.classes), rules)),
        *_births(children, seats),
    ]


def with_late(
    children: Sequence[Child], rules: LateRules, seats: Mapping[str, int]
) -> list[Measured]:
    """Every class with those who were there and those who came."""
    came = measured(children, seats, len(rules.held))
    return [
        Measured(
            new.number,
            boys + girls + new.size,
            boys + new.male,
            girls + new.female,
            needs + new.special,
            None,
        )
        for new, (boys, girls, needs) in zip(came, rules.held, strict=True)
    ]


def late_gaps(found: Sequence[Measured], rules: LateRules) -> list[Gap]:
    """The largest difference between two classes, beside the limit or what it was before."""
    bounds = rules.allowed()
    limits: list[tuple[What, int]] = [
        ("size", bounds.size), ("male", bounds.male), ("female", bounds.female),
        ("special", bounds.special),
    ]  # fmt: skip
    return _counted(found, limits)


def late_faults(
    children: Sequence[Child], rules: LateRules, seats: Mapping[str, int]
) -> list[Fault]:
    """Everything that does not hold of a second draw; empty if all does."""
    return [
        *_seats(children, len(rules.held), seats),
        *_broken(late_gaps(with_late(children, rules, seats), rules)),
        *_crowded(rules, seats),
        *_births(children, seats),
    ]


def _crowded(rules: LateRules, seats: Mapping[str, int]) -> Iterator[Fault]:
    came = list(seats.values())
    for number, free in enumerate(rules.free or (), 1):
        if (count := came.count(number)) > free:
            zh = f"{number}班只有{free}个余位，抽入{count}人"
            en = f"class {number} has {free} places left, and {count} were drawn into it"
            yield Fault("places", Text(zh, en))


def _broken(found: Sequence[Gap]) -> Iterator[Fault]:
    for gap in found:
        if not gap.holds:
            name, much, most = NAMES[gap.what], plain(gap.found), plain(gap.limit)
            zh = f"各班{name.zh}相差{much}，限{most}"
            en = f"the {name.en} of two classes differs by {much}, at most {most}"
            yield Fault(gap.what, Text(zh, en))


def _seats(children: Sequence[Child], classes: int, seats: Mapping[str, int]) -> Iterator[Fault]:
    known = {each.number for each in children}
    for number in sorted(known ^ seats.keys()):
        zh, en = f"编号{number}不在名单或未编班", f"{number} is not in the list, or in no class"
        yield Fault("seat", Text(zh, en))
    for number, where in sorted(seats.items()):
        if not 1 <= where <= classes:
            zh, en = f"编号{number}的班号{where}不存在", f"{number}: there is no class {where}"
            yield Fault("seat", Text(zh, en))


def _births(children: Sequence[Child], seats: Mapping[str, int]) -> Iterator[Fault]:
    for twins in sorted({each.twins for each in children if each.twins}):
        members = [each for each in children if each.twins == twins]
        rooms = {seats.get(each.number) for each in members}
        numbers = sorted(each.number for each in members)
        zh, en = "、".join(numbers), ", ".join(numbers)
        if members[0].together and len(rooms) > 1:
            text = Text(f"多胞胎{zh}应在同一班", f"{en} of one birth should be in one class")
            yield Fault("together", text)
        if not members[0].together and len(rooms) < len(members):
            text = Text(f"多胞胎{zh}应在不同班", f"{en} of one birth should be apart")
            yield Fault("apart", text)


def plain(value: Fraction) -> str:
    """A number with two decimals at most, none where it is whole."""
    rounded = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{rounded:.2f}".rstrip("0").rstrip(".") if value.denominator > 1 else str(value)
