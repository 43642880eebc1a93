"""What is wrong, or unfinished, with the applications of a round when its roster is to be frozen.

Errors keep the roster from being frozen; warnings are listed, and whoever freezes has read them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256

from xuequ.kernel.problems import Problem
from xuequ.kernel.text import Text

from ..package.tables import is_field
from ..places.rules import SINGLY, Rules
from .roster import bundles_of, taking_part
from .types import Applicant, Defect

ALIKE = ("home", "primary", "place", "claim_class", "points", "choices", "kinds")
NO_TABLE = "no-table-of-ways"
UNFINISHED: dict[str, tuple[str, str, Text]] = {
    "draft": (
        "never-handed-in",
        "warning",
        Text("填了草稿，一直没有提交", "a draft that was never handed in"),
    ),
    "returned": (
        "not-corrected",
        "warning",
        Text("退回修改后没有再提交", "returned for correction and not handed in again"),
    ),
    "submitted": (
        "not-checked",
        "error",
        Text("已提交，尚未审核", "handed in and not checked yet"),
    ),
}


def defects(applicants: Sequence[Applicant], rules: Rules, schools: Sequence[str]) -> list[Defect]:
    """Everything about the applications themselves."""
    rows = taking_part(applicants)
    found = [*_unfinished(applicants), *_bundles(rows, rules)]
    found += [*_unanswered(applicants), *_contradicted(rows)]
    for each in rows:
        found += _of_one(each, rules, schools)
    if not rows:
        text = Text("没有审核通过的申请", "no application has been found right")
        found.append(Defect("nobody", "error", "", text))
    return ordered(found)


def ordered(found: Sequence[Defect]) -> list[Defect]:
    """Errors first, each kind by the numbers of the children."""
    return sorted(found, key=lambda e: (e.level, e.code, e.number))


def no_ways(applicants: Sequence[Applicant], places: Collection[str] | None) -> list[Defect]:
    """Who cannot be placed by distance, because no way of theirs is told.

    Args:
        places: those with a way to a school of the round; none: there is no table of ways.
    """
    if places is None:
        text = Text("本办法按路程录取，缺少路程表", "the rules go by distance: no table of ways")
        return [Defect(NO_TABLE, "error", "", text)]
    return [
        Defect("no-way", "warning", each.number, _no_way(each.place))
        for each in taking_part(applicants)
        if each.place not in places
    ]


def _no_way(place: str) -> Text:
    if not place:
        return Text(
            "没有填居住地，不能按路程录取", "names no place of living: not placed by distance"
        )
    return Text(
        f"路程表中没有居住地“{place}”到本批次学校的路程，不能按路程录取",
        f"no way from «{place}» to a school of this round in the table: not placed by distance",
    )


def seal_of(found: Sequence[Defect]) -> str:
    """A digest of what was listed, so that what was read is what is frozen.

    That there is no table of ways is left out: it comes with the very act of freezing.
    """
    listed = (e for e in found if e.code != NO_TABLE)
    lines = (f"{e.level} {e.code} {e.number} {e.text.zh}\n" for e in listed)
    return sha256("".join(lines).encode()).hexdigest()


def told_of_lines(problems: Sequence[Problem], rows: Sequence[Applicant]) -> list[Defect]:
    """What the reader of the file finds wrong, told of the child of the line."""
    found = []
    for each in problems:
        at = each.line - 2
        number = rows[at].number if each.file == "applications.csv" and 0 <= at < len(rows) else ""
        found.append(Defect("file", "error", number, each.text))
    return found


def _unfinished(applicants: Sequence[Applicant]) -> Iterator[Defect]:
    for each in applicants:
        if each.state in UNFINISHED:
            code, level, text = UNFINISHED[each.state]
            yield Defect(code, "error" if level == "error" else "warning", each.number, text)


def _unanswered(applicants: Sequence[Applicant]) -> Iterator[Defect]:
    """A department that has not answered said neither yes nor no; whoever freezes knows it."""
    for each in applicants:
        if each.state in ("submitted", "accepted") and each.unanswered:
            zh = "、".join(name.zh for name in each.unanswered)
            en = ", ".join(name.en for name in each.unanswered)
            text = Text(f"{zh}尚未答复核验", f"asked and not answered yet: {en}")
            yield Defect("not-answered", "warning", each.number, text)


def _contradicted(rows: Sequence[Applicant]) -> Iterator[Defect]:
    """What a department denied too late for whoever accepted the application."""
    for each in rows:
        if each.contradicted:
            zh = "、".join(name.zh for name in each.contradicted)
            en = ", ".join(name.en for name in each.contradicted)
            text = Text(
                f"审核通过后部门答复不符：{zh}", f"contradicted after it was accepted: {en}"
            )
            yield Defect("contradicted-later", "warning", each.number, text)


def _of_one(each: Applicant, rules: Rules, schools: Sequence[str]) -> Iterator[Defect]:
    for code, text in _missing(each, rules, schools).items():
        yield Defect(code, "error", each.number, text)
    if each.twin:
        text = Text(f"与{each.twin}同名同生日", f"has the name and birthday of {each.twin}")
        yield Defect("maybe-twice", "warning", each.number, text)
    if rules.choices and not each.choices:
        text = Text("没有填志愿", "names no choice")
        yield Defect("no-choice", "warning", each.number, text)


def _missing(each: Applicant, rules: Rules, schools: Sequence[str]) -> Mapping[str, Text]:
    found: dict[str, Text] = {}
    if not each.is_current:
        found["older-rules"] = Text(
            "按已失效的规则提交，请家长重新确认",
            "handed in under rules that have ended: the family has to confirm again",
        )
    if rules.goes_by("points") and not each.points:
        found["no-points"] = Text("没有积分", "has no points")
    if rules.goes_by("class") and each.claim_class is None:
        found["no-class"] = Text("没有类型顺位", "has no class of claim")
    if rules.has("catchment"):
        if rules.belongs == "home" and each.home not in schools:
            found["no-home"] = Text(
                "没有地段学校，或地段学校不在本批次",
                "has no school of its catchment, or one that is not in this round",
            )
        if rules.belongs == "primary" and not each.primary:
            found["no-primary"] = Text("没有毕业小学", "has no primary school")
    if not is_field(each.place) or ";" in each.place:
        found["place"] = Text(
            "居住地含有逗号、分号或引号，请改正",
            "the place of living holds a comma, semicolon or quotation mark: mend it",
        )
    return found


def _bundles(rows: Sequence[Applicant], rules: Rules) -> Iterator[Defect]:
    known = {each.number: each for each in rows}
    bundles = bundles_of(rows)
    heads: dict[str, Applicant] = {}
    for each in rows:
        if each.companion and each.companion not in known:
            text = Text(
                f"同签的{each.companion}不参加录取，将单独录取",
                f"{each.companion}, its companion, does not take part: placed alone",
            )
            yield Defect("companion-absent", "warning", each.number, text)
        if each.number not in bundles:
            continue
        if rules.has(*SINGLY):
            text = Text(
                "本办法不能同签录取，将单独录取", "this mechanism places no bundles: placed alone"
            )
            yield Defect("placed-alone", "warning", each.number, text)
            continue
        head = heads.setdefault(bundles[each.number], each)
        if _differ(each, head, rules):
            text = Text(
                f"与同签的{head.number}志愿、积分等不一致",
                f"choices, points or the like differ from those of its companion {head.number}",
            )
            yield Defect("companions-differ", "error", each.number, text)


def _differ(one: Applicant, other: Applicant, rules: Rules) -> bool:
    if any(getattr(one, name) != getattr(other, name) for name in ALIKE):
        return True
    return any(one.proved.get(code) != other.proved.get(code) for code in rules.ties)
