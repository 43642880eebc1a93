"""What keeps the rules of a round from being made, each with its cure."""

from __future__ import annotations

from collections.abc import Iterator

from xuequ.kernel.text import Text

from ..policy import Regime
from .districts import unstudied, without_district
from .types import Line, Preparation

SECTIONS = {"primary": "小学部", "junior": "初中部"}


def lacks(it: Preparation) -> list[Text]:
    """Everything that is missing or does not fit together, in the order in which one mends it."""
    way = it.way
    if way is None:
        zh = f"现行政策没有招生方式“{it.regime}”；请另建批次"
        return [Text(zh, f"the policy has no way of enrolment {it.regime!r}; open another round")]
    return [
        *_mode(it, way),
        *_findings(it, way),
        *unstudied(it),
        *without_district(it),
        *_limit(it),
        *_schools(it, way),
        *(text for each in it.lines for text in _line(it, each)),
    ]


def allowed(it: Preparation, way: Regime) -> bool:
    """Does the policy allow zoning of this kind, where it says which it allows?"""
    return not it.policy.allowed_modes or way.zoning in it.policy.allowed_modes


def is_named(name: str, school: str, stage: str) -> bool:
    """Does a document's name mean this school, or its section of the stage?"""
    return name in (school, school + SECTIONS[stage])


def _mode(it: Preparation, way: Regime) -> Iterator[Text]:
    if not allowed(it, way):
        yield Text(
            f"本地政策不允许“{way.zh}”的划片方式",
            f"the policy does not allow the zoning of {way.en}",
        )


def _findings(it: Preparation, way: Regime) -> Iterator[Text]:
    """Multi-school zoning is tried only where each condition was found to hold (ENR-34)."""
    if way.zoning != "multi":
        return
    for each in it.policy.multi_conditions:
        if each.code not in it.found:
            yield Text(
                f"多校划片条件“{each.zh}”尚未认定；请认定并写明理由",
                f"the condition «{each.en}» of multi-school zoning is not found to hold yet: find "
                "it and say why",
            )


def _limit(it: Preparation) -> Iterator[Text]:
    """No number is built in: the bureau says how large a class may be (C31)."""
    if not it.class_size:
        yield Text("班额上限未填；请先设定", "the most pupils of a class are not set: enter them")


def _schools(it: Preparation, way: Regime) -> Iterator[Text]:
    if not it.lines:
        yield Text("尚未选定学校；请先选学校", "no school is in the plan: choose the schools")
        return
    if not it.inside:
        yield Text("没有一所是片区内学校", "no school is of the catchment or zone")
    for name in way.schools:
        if not any(is_named(name, each, it.stage) for each in it.inside):
            yield Text(
                f"文件列明的“{name}”不在计划内；请补上",
                f"{name}, which the document names, is not in the plan: add it",
            )
    for each in it.lines:
        yield from _part(it, way, each)


def _part(it: Preparation, way: Regime, line: Line) -> Iterator[Text]:
    """The catchments that apply are those the document names, if it names any."""
    if not way.schools or line.part == "other":
        return
    school = line.school
    if not any(is_named(name, school, it.stage) for name in way.schools):
        yield Text(
            f"文件未将“{school}”列入片区；请改为“其他学校”",
            f"the document does not name {school} in the zone: make it an other school",
        )
        return
    is_home = any(is_named(name, school, it.stage) for name in way.residents_of)
    if way.residents_of and is_home != (line.part == "home"):
        zh = "其地段在本批次报名" if is_home else "其地段不在本批次报名"
        en = "applies in this round" if is_home else "does not apply in this round"
        yield Text(
            f"按文件，“{school}”{zh}；请改正", f"by the document the catchment of {school} {en}: "
            "mend its part",
        )  # fmt: skip


def _line(it: Preparation, line: Line) -> Iterator[Text]:
    school = line.school
    if line.plan is None:
        yield Text(f"“{school}”的招生计划未填", f"the plan of {school} is not entered")
    if line.classes is None:
        yield Text(f"“{school}”的招生班数未填", f"the classes of {school} are not entered")
    yield from _room(it, line)
    if line.plan is not None and sum(line.kept.values()) > line.plan:
        kept = sum(line.kept.values())
        yield Text(
            f"“{school}”预留{kept}个，多于计划{line.plan}人；请减少预留",
            f"{school} keeps {kept} seats of a plan of {line.plan}: keep fewer",
        )
    if it.is_fed and line.part == "home" and not line.primaries:
        yield Text(
            f"“{school}”没有对口小学；请先登记对口升学",
            f"no primary is matched with {school}: register the next schools first",
        )


def _room(it: Preparation, line: Line) -> Iterator[Text]:
    """Plan and spare seats are no more than the classes may hold (ENR-05, ENR-06)."""
    if line.plan is None or line.classes is None or not it.class_size:
        return
    most, wanted = line.classes * it.class_size, line.plan + line.spare
    if wanted > most:
        spare_zh = f"（含机动{line.spare}）" if line.spare else ""
        spare_en = f" (with {line.spare} spare)" if line.spare else ""
        yield Text(
            f"“{line.school}”计划{wanted}人{spare_zh}，超过{line.classes}班×{it.class_size}人"
            f"＝{most}人；请减少计划或增加班数",
            f"{line.school} plans {wanted}{spare_en}, more than {line.classes} classes of "
            f"{it.class_size}, {most}: plan fewer or more classes",
        )
