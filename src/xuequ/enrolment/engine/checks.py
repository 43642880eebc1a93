"""Whether the points table and the conditions of a policy fit together: for `profile check`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from xuequ.kernel.text import Text
from xuequ.profiles.entries import Profile
from xuequ.standards.typed import plain

from .asked import GRADE, LIVES, NUMBER, PARENTS, STAGE, TYPE, heads
from .places.numbers import PLACES, is_countable
from .policy.points import Addition, PointsTable
from .policy.shapes import Eligibility, Ground

POINTS, WHO = ("enrolment", "points"), ("enrolment", "eligibility")
TAKEN = {each.code for each in (NUMBER, TYPE, STAGE, GRADE, LIVES)}
TAKEN |= {"residence", "pension", "medical"}  # times, which are columns of their own
Misfit = tuple[tuple[str, str], Text]


def unfit(profile: Profile) -> Iterator[Misfit]:
    """What of points and conditions contradicts itself, in any of their dated values."""
    tables: list[PointsTable | None] = _values(profile, POINTS)
    groups: list[tuple[Eligibility, ...]] = _values(profile, WHO)
    for group in groups:
        for words in dict.fromkeys(_of_groups(group)):
            yield WHO, words
    for table in tables:
        if table is not None:
            found = [words for group in groups or [()] for words in _of_table(table, group)]
            for words in dict.fromkeys(found):
                yield POINTS, words


def _values(profile: Profile, setting: tuple[str, str]) -> list[Any]:
    entry = profile.entries.get(setting)
    return [each.value for each in entry.values] if entry else []


def _of_groups(groups: tuple[Eligibility, ...]) -> Iterator[Text]:
    stages = Counter(stage for each in groups for stage in each.stages)
    for stage in [stage for stage in stages if stages[stage] > 1]:
        yield Text(
            f"学段“{stage}”的招生对象写了{stages[stage]}次，请合为一项",
            f"the stage {stage} stands {stages[stage]} times; make one of them",
        )
    for group in groups:
        codes = Counter(each.code for each in group.any_of)
        for ground in group.any_of:
            if codes[ground.code] > 1 or ground.code in TAKEN:
                yield Text(
                    f"条件的代码“{ground.code}”已用，请改掉一个",
                    f"the code {ground.code} of a ground is in use; change one of them",
                )
            yield from _of_ground(ground)


def _of_ground(ground: Ground) -> Iterator[Text]:
    """What would make a ground hold for everybody, or for nobody, in silence."""
    if ground.parents is not None and not 1 <= ground.parents <= PARENTS:
        yield Text(
            f"“{ground.code}”的 parents 为{ground.parents}，只能是1或{PARENTS}",
            f"{ground.code} has parents = {ground.parents}; write 1 or {PARENTS}",
        )
    if (ground.insurance_months is None) != (not ground.insurances):
        yield Text(
            f"“{ground.code}”的 insurance_months 与 insurances 须同时写明",
            f"{ground.code} needs both insurance_months and insurances, or neither",
        )


def _of_table(table: PointsTable, groups: tuple[Eligibility, ...]) -> Iterator[Text]:
    if not table.types:
        yield Text("至少要有一个类型", "a table needs one type at least")
    yield from _twice(table, groups)
    yield from _numbers(table)
    yield from _unknown(table)
    by_code = {each.code: each for each in table.additions}
    for each in table.additions:
        if each.inside:
            yield from _inside(each, by_code.get(each.inside))


def _twice(table: PointsTable, groups: tuple[Eligibility, ...]) -> Iterator[Text]:
    """Codes and names that would make two columns, or two types, one."""
    columns = [(each.code, each.zh, each.en) for each in table.facts]
    columns += [(each.code, each.zh, each.en) for each in table.additions]
    others = heads(PointsTable(()), groups)
    columns += [(each.code, each.name.zh, each.name.en) for each in others]
    types = [(each.code, each.zh, each.en) for each in table.types]
    for names in (columns, types):
        times = Counter(name for each in names for name in {plain(n).casefold() for n in each})
        for name in [name for name in times if times[name] > 1]:
            yield Text(
                f"代码或名称“{name}”用了{times[name]}次，无法区分，请改掉一个",
                f"the code or name {name} is used {times[name]} times; change one of them",
            )


def _numbers(table: PointsTable) -> Iterator[Text]:
    numbers: list[tuple[str, Decimal | None]] = [("most", table.most)]
    numbers += [(each.code, each.base_points) for each in table.types]
    for each in table.additions:
        numbers += [(each.code, each.points), (each.code, each.cap)]
    for code, number in numbers:
        if number is not None and not is_countable(number):
            yield Text(
                f"“{code}”为{number}，须为0或以上、最多{PLACES}位小数的数",
                f"{code} is {number}; write a number of 0 or more with {PLACES} decimal places "
                "at most",
            )


def _unknown(table: PointsTable) -> Iterator[Text]:
    """Codes that name nothing."""
    facts, types = {each.code for each in table.facts}, {each.code for each in table.types}
    named = [("when", code, facts) for each in table.types for code in each.when]
    named += [("only", code, types) for each in table.additions for code in each.only]
    for key, code, known in named:
        if code not in known:
            told = ", ".join(sorted(known)) or "–"
            yield Text(
                f"{key} 中的“{code}”不存在；可用：{told}", f"{key} names {code}; known: {told}"
            )


def _inside(each: Addition, holder: Addition | None) -> Iterator[Text]:
    """Is the addition it shares a cap with one that has a cap of its own?"""
    if holder is None or holder.code == each.code or holder.cap is None or holder.inside:
        yield Text(
            f"“{each.code}”的 inside = “{each.inside}”应是另一个自有上限（cap）的加分项目",
            f"{each.code} has inside = {each.inside}, which must be another addition with a cap "
            "of its own",
        )
