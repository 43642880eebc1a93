"""What may be wrong in one line of a file of applications, said with its cure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xuequ.kernel.text import Text

from .inputs import PLACES, Row, Rules, is_countable


def seats_below_none(school: str, seats: int) -> Text:
    """Fewer than no seats."""
    return Text(
        f"“{school}”的学位数为{seats}，不能小于0",
        f"{school} has {seats} seats; give 0 or more",
    )


def school_twice(school: str) -> Text:
    """A school on two lines."""
    return Text(f"“{school}”出现两次，请只保留一行", f"{school} stands twice; keep one line")


def child_twice(line: int) -> Text:
    """A child on two lines."""
    return Text(
        f"这名儿童已在第{line}行报名，请只保留一行",
        f"this child applied on line {line} already; keep one of the two",
    )


def faults_of(row: Row, schools: Mapping[str, int], rules: Rules) -> Iterator[tuple[str, Text]]:
    """Field and text of each mistake of one line taken by itself."""
    if not row.child:
        yield "child", Text("缺少儿童编号", "the number of the child is missing")
    if row.home and row.home not in schools:
        yield "home", _unknown(row.home)
    if len(row.choices) > len(rules.open_to):
        most = len(rules.open_to)
        yield (
            "choices",
            Text(
                f"填了{len(row.choices)}个志愿，最多{most}个",
                f"{len(row.choices)} choices, and {most} are allowed; leave some out",
            ),
        )
    yield from _choices(row, schools, rules)
    yield from _points(row, rules)


def _choices(row: Row, schools: Mapping[str, int], rules: Rules) -> Iterator[tuple[str, Text]]:
    seen: dict[str, int] = {}
    for at, school in enumerate(row.choices, 1):
        field = f"choice {at}"
        if not school:
            continue
        if school not in schools:
            yield field, _unknown(school)
        elif at <= len(rules.open_to):
            allowed = rules.open_to[at - 1]
            if allowed is not None and school not in allowed:
                yield (
                    field,
                    Text(
                        f"第{at}志愿不能填“{school}”",
                        f"{school} may not be choice {at}; name one that is allowed there",
                    ),
                )
        if school in seen:
            yield (
                field,
                Text(
                    f"“{school}”已填为第{seen[school]}志愿，请改填其他学校或留空",
                    f"{school} is choice {seen[school]} already; name another or leave it empty",
                ),
            )
        seen.setdefault(school, at)


def _points(row: Row, rules: Rules) -> Iterator[tuple[str, Text]]:
    if row.points is None:
        if rules.needs_points:
            yield "points", Text("缺少积分", "points are missing; give a number, 0 for none")
    elif not is_countable(row.points):
        yield (
            "points",
            Text(
                f"积分“{row.points}”不是最多{PLACES}位小数的数",
                f"points {row.points} must be a number with at most {PLACES} decimal places",
            ),
        )


def _unknown(school: str) -> Text:
    return Text(
        f"学位表中没有“{school}”，请改正校名或补入学位表",
        f"{school} is not in the list of seats; correct the name or add the school there",
    )
