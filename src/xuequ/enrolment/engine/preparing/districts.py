"""Enrolment with the district as unit (以学区为单位统筹招生): what it lacks, what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from xuequ.kernel.settings import Named
from xuequ.kernel.text import Text

from ..places.district_file import FEED, JOINT, TOGETHER
from ..places.rules import District, DistrictForm
from ..places.schools import MOST_OVERFLOW
from ..policy import Enrolment
from .types import Line, Preparation, Union


def without_district(it: Preparation) -> Iterator[Text]:
    """What keeps a round from being run with the district as unit (ENR-22)."""
    union = it.district
    if union is None:
        if it.policy.by_district:
            yield Text(
                "本地以学区为单位统筹招生，尚未登记本批次的学区；请先登记",
                "enrolment is coordinated with the district as unit: say which district this "
                "round is of",
            )
        return
    yield from unfit(it.policy, union)
    for line in it.lines:
        if line.part != "other" and line.school not in union.members:
            yield Text(
                f"“{line.school}”不是{union.name}的成员校；请改选学区，或改为“其他学校”",
                f"{line.school} is no member of {union.name}: choose another district, or make "
                "it an other school",
            )
    yield from _feed(it, union)
    if JOINT in union.forms and len(it.inside) > MOST_OVERFLOW + 1:
        most = MOST_OVERFLOW + 1
        yield Text(f"学区统筹招生最多{most}个校区", f"at most {most} campuses enrol jointly")


def unfit(policy: Enrolment, union: Union) -> Iterator[Text]:
    """What of the forms chosen the policy or the district does not allow."""
    known = {each.code: each for each in policy.district_forms}
    for code in union.forms:
        form = known.get(code)
        if form is None:
            yield Text(f"现行政策没有“{code}”这一形式", f"the policy has no form {code!r}")
        elif form.stages != union.stages:
            kind = {"same": ("同学段", "of one stage"), "cross": ("跨学段", "of several stages")}
            zh, en = kind[form.stages]
            yield Text(
                f"“{form.zh}”只用于{zh}学区，{union.name}不是",
                f"«{form.en}» is for a district {en}, and {union.name} is none",
            )
    if JOINT not in union.forms and any(each in union.forms for each in TOGETHER):
        yield Text(
            "分区教学、年级部管理以学区统筹招生为前提；请一并选择",
            "separate campuses and grade divisions go with joint enrolment: choose it too",
        )
    if ("grade_division" in union.forms) != bool(union.division):
        yield Text(
            "实行年级部管理的须写明年级部名称，不实行的请留空",
            "name the grade division where there is one, and leave it empty where there is none",
        )


def _feed(it: Preparation, union: Union) -> Iterator[Text]:
    """A nine-year feed is carried out by direct feed, each primary into one junior (ENR-24)."""
    if FEED not in union.forms:
        return
    if not it.is_fed:
        yield Text(
            "九年一贯制对口招生须采用对口直升的招生方式；请另建批次",
            "the nine-year feed is carried out by direct feed: open a round of that way",
        )
    for each in union.unfed:
        yield Text(
            f"{union.name}有多所初中，未登记“{each}”对口哪一所；请先登记对口升学",
            f"{union.name} has several juniors and nothing says into which {each} feeds: register "
            "its next school first",
        )


def overflow_of(it: Preparation, line: Line) -> tuple[str, ...]:
    """Who takes what a school cannot: as planned, then, where a district enrols jointly, the rest.

    So no child of the district goes elsewhere while one of its campuses has a seat (ENR-23).
    """
    union = it.district
    if union is None or JOINT not in union.forms or line.part == "other":
        return line.overflow
    others = [each for each in it.inside if each != line.school and each not in line.overflow]
    return (*line.overflow, *others)


def district_of(it: Preparation) -> District | None:
    """The district as the rules tell it."""
    union = it.district
    if union is None:
        return None
    plan = sum(each.plan or 0 for each in it.lines if each.part != "other")
    forms = cast("tuple[DistrictForm, ...]", union.forms)
    return District(union.name, forms, it.inside, plan, union.division)


def to_study(policy: Enrolment) -> tuple[Named, ...]:
    """What is to be studied before the zoning mode is set, where the policy says so."""
    return policy.zoning_inputs if policy.study_first else ()


def unstudied(it: Preparation) -> Iterator[Text]:
    """Supply and demand are studied before the zoning mode is set (ENR-30)."""
    for each in to_study(it.policy):
        if each.code not in it.studied:
            yield Text(
                f"划片前须研判“{each.zh}”，本批次尚无研判；请附上本年度研判",
                f"«{each.en}» is to be studied before zoning, and for this round it is not: "
                "attach the study of the year",
            )


def in_words(it: District, *, by_overflow: bool) -> Iterator[Text]:
    """What the district does as one, in sentences."""
    schools_zh, schools_en = "、".join(it.campuses), ", ".join(it.campuses)
    if JOINT in it.forms:
        yield Text(
            f"{it.name}统筹招生：一个计划，共{it.plan}人，由{schools_zh}共同承担。",
            f"{it.name} enrols as one: one plan of {it.plan} over {schools_en}.",
        )
        if by_overflow:
            yield Text(
                "孩子先进地段所属校区；该校区满员的，安排到本学区其他校区，学区内有学位就不到区外。",
                "A child goes to the campus of the catchment first; if that is full, to another "
                "campus of the district, and to no school outside while one has a seat.",
            )
    elif "nine_year_feed" in it.forms:
        yield Text(
            f"{it.name}实行九年一贯制对口招生：学区内小学的毕业生直接升入{schools_zh}，"
            f"计划共{it.plan}人。",
            f"{it.name} feeds through nine years: leavers of its primaries go on to {schools_en}, "
            f"{it.plan} places in all.",
        )
    else:
        yield Text(
            f"本批次以{it.name}为单位统筹招生，计划共{it.plan}人。",
            f"This round is coordinated with {it.name} as unit, {it.plan} places in all.",
        )
    yield from taught(it)


def taught(it: District) -> Iterator[Text]:
    """Where children are taught and who looks after them, in sentences."""
    if "campus_teaching" in it.forms:
        yield Text(
            "录取后在录取校区就读，分区教学。",
            "Children are taught at the campus that took them; campuses teach apart.",
        )
    if "grade_division" in it.forms:
        yield Text(
            f"各校区同一年级由{it.name}{it.division}统一管理。",
            f"The grade is managed over all campuses by {it.division} of {it.name}.",
        )
