"""What may be wrong in one line of the applications, said with its cure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xuequ.kernel.text import Text

from ..package.draws import NUMBER
from ..package.tables import COUNT, items
from .numbers import POINTS
from .rules import Rules

Fault = tuple[str, Text]
LAST_CLASS = 999_999


class LineFaults:
    """Judges lines one by one; what it needs for that is made ready once."""

    def __init__(self, known: Mapping[str, int], rules: Rules) -> None:
        self.rules, self.known = rules, known
        inside = frozenset(rules.catchment)
        self.open_to = [inside if each == "zone" else None for each in rules.choices]
        self.kinds = {each.kind for each in rules.kinds}
        self.needs_class, self.needs_points = rules.goes_by("class"), rules.goes_by("points")

    def of(self, fields: Sequence[str]) -> Iterator[Fault]:
        """Column and text of each mistake of a line taken by itself."""
        number, bundle, kinds, own, place, claim, points = fields[:7]
        if not NUMBER.fullmatch(number):
            yield "number", Text("应为1至32位数字、字母或-", "1 to 32 digits, letters or hyphens")
        if bundle and not NUMBER.fullmatch(bundle):
            yield "bundle", Text("应为1至32位数字、字母或-", "1 to 32 digits, letters or hyphens")
        if kinds:
            yield from self._kinds(kinds)
        if self.rules.belongs == "home" and own and own not in self.known:
            yield "home", unknown(own)
        for field, text in ((self.rules.belongs, own), ("place", place)):
            if ";" in text:
                yield field, Text("不得含分号", "no semicolon may be in it")
        yield from self._claims(claim, points)
        k = len(self.open_to)
        yield from self._choices(fields[7 : 7 + k])
        for name, value in zip(self.rules.ties, fields[7 + k :], strict=True):
            if not COUNT.fullmatch(value):
                yield name, Text("应为不小于0的整数", "it must be a whole number from 0")

    def _kinds(self, kinds: str) -> Iterator[Fault]:
        found = items(kinds)
        if found is None or len(set(found)) < len(found):
            yield "kinds", Text("应为以分号隔开、不重复的类别", "kinds, none twice, by «;»")
        for each in found or ():
            if each not in self.kinds:
                yield "kinds", Text(f"规则中没有“{each}”", f"the rules have no kind {each}")

    def _claims(self, claim: str, points: str) -> Iterator[Fault]:
        if not claim and self.needs_class:
            yield "class", Text("缺少顺位，1为最先", "the class of claim is missing; 1 comes first")
        elif claim and (not COUNT.fullmatch(claim) or not 1 <= int(claim) <= LAST_CLASS):
            zh, en = (
                f"应为1至{LAST_CLASS}的整数",
                f"it must be a whole number from 1 to {LAST_CLASS}",
            )
            yield "class", Text(zh, en)
        if not points and self.needs_points:
            yield "points", Text("缺少积分，没有积分请填0", "points are missing; 0 for none")
        elif points and not POINTS.fullmatch(points):
            zh = f"积分“{points}”应为不小于0、最多两位小数的数"
            yield "points", Text(zh, f"points {points} must be from 0, with at most two decimals")

    def _choices(self, choices: Sequence[str]) -> Iterator[Fault]:
        seen: dict[str, int] = {}
        for rank, (school, allowed) in enumerate(zip(choices, self.open_to, strict=True), 1):
            if not school:
                continue
            field = f"choice_{rank}"
            if school not in self.known:
                yield field, unknown(school)
            elif allowed is not None and school not in allowed:
                zh = f"第{rank}志愿不能填“{school}”，它不在片区内"
                yield field, Text(zh, f"{school} may not be choice {rank}: it is not of the zone")
            if school in seen:
                zh = f"“{school}”已填为第{seen[school]}志愿，请改填其他学校或留空"
                en = f"{school} is choice {seen[school]} already; name another or leave it empty"
                yield field, Text(zh, en)
            seen.setdefault(school, rank)


def unknown(school: str) -> Text:
    """A school that is not in the list of seats."""
    return Text(
        f"学位表中没有“{school}”，请改正校名或补入学位表",
        f"{school} is not in the list of seats; correct the name or add the school there",
    )


def twice(line: int) -> Text:
    """A child on two lines."""
    return Text(
        f"这名儿童已在第{line}行报名，请只保留一行",
        f"this child applied on line {line} already; keep one of the two",
    )


def apart(bundle: str, line: int) -> Text:
    """Children of one bundle that do not ask for the same."""
    return Text(
        f"同一捆绑“{bundle}”除编号外各项须与第{line}行相同",
        f"children of bundle {bundle} must be alike in all but the number; see line {line}",
    )


def bundled() -> Text:
    """A bundle where only single children can be placed."""
    return Text(
        "所选办法不能捆绑录取（可能不存在无嫉妒的结果）；请拆开捆绑或换用其他办法",
        "this mechanism cannot place bundles (a result without envy may not exist): "
        "part them, or choose another mechanism",
    )


def named_as_child(bundle: str) -> Text:
    """A bundle called like a child."""
    return Text(
        f"捆绑“{bundle}”与一名儿童的编号相同，请另取名称",
        f"bundle {bundle} is called like a child's number; give it another name",
    )
