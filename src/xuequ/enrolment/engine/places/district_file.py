"""The district of rules.json: what may stand there, and whether it fits the seats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from xuequ.kernel.text import Text

from ..package import tables
from .rules import District, DistrictForm, Rules

SHAPE: dict[str, type] = {
    "name": str, "forms": list, "campuses": list, "plan": int, "division": str,
}  # fmt: skip
FORMS = get_args(DistrictForm)
JOINT, FEED = "joint_enrolment", "nine_year_feed"
TOGETHER = ("campus_teaching", "grade_division")  # only where the district enrols jointly
Fault = tuple[str, Text]


def districts(found: Mapping[str, Any]) -> District | None:
    """The district of a file that has no faults; none if it names none."""
    if "district" not in found:
        return None
    said = found["district"]
    return District(
        said["name"], tuple(said["forms"]), tuple(said["campuses"]), said["plan"], said["division"]
    )


def faults_of(said: Mapping[str, Any], rules: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the district of the rules."""
    if said.keys() != SHAPE.keys() or any(type(said[key]) is not SHAPE[key] for key in SHAPE):
        keys = ", ".join(SHAPE)
        yield "district", Text(f"应恰好有这些项：{keys}", f"exactly these entries: {keys}")
        return
    forms, campuses = said["forms"], said["campuses"]
    if not said["name"] or not tables.FIELD.fullmatch(said["name"]):
        yield "district.name", Text("应为不含逗号的名称", "it must be a name without commas")
    yield from _of_forms(forms, rules)
    if bool(said["division"]) != ("grade_division" in forms):
        yield (
            "district.division",
            Text(
                "实行年级部管理的写明年级部，否则留空",
                "named where there is a grade division, else empty",
            ),
        )
    if not campuses or not _once(campuses) or any(each not in rules["zone"] for each in campuses):
        yield (
            "district.campuses",
            Text(
                "应为片区内的学校，不重复，至少一所",
                "schools of the zone, none twice, at least one",
            ),
        )


def _of_forms(forms: Sequence[str], rules: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the forms a district chose."""
    if not _once(forms) or any(each not in FORMS for each in forms):
        told = ", ".join(FORMS)
        yield "district.forms", Text(f"只能是：{told}", f"only these, none twice: {told}")
    elif JOINT not in forms and any(each in forms for each in TOGETHER):
        yield (
            "district.forms",
            Text(
                "分区教学、年级部管理以学区统筹招生为前提",
                "separate campuses and grade divisions go with joint enrolment",
            ),
        )
    elif FEED in forms and (JOINT in forms or rules["belongs"] != "primary"):
        yield (
            "district.forms",
            Text(
                "九年一贯制对口招生以毕业小学定去向，不与学区统筹招生并用",
                "the nine-year feed goes by the primary attended, and not with joint enrolment",
            ),
        )


def misfit(rules: Rules, plans: Mapping[str, int]) -> Text | None:
    """Is the plan of the district not that of its campuses together?"""
    it = rules.district
    if it is None:
        return None
    found = sum(plans.get(each, 0) for each in it.campuses)
    if found == it.plan:
        return None
    return Text(
        f"学区计划{it.plan}人，各校区计划合计{found}人",
        f"the district plans {it.plan}, its campuses together {found}",
    )


def _once(items: Sequence[Any]) -> bool:
    return all(isinstance(each, str) for each in items) and len(set(items)) == len(items)
