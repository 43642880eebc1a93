"""Rules on a county's registry as a whole."""

from __future__ import annotations

from decimal import Decimal

from xuequ.kernel.rulebook import NOT_APPLICABLE, Finding, State, Verdict, exactly, rule
from xuequ.kernel.text import Text

from ..types import County, Policy


@rule(
    "directory.every-school-is-covered",
    clause="REG-01",
    of="county",
    zh="义务教育学校全部纳入学区",
    en="Every compulsory school belongs to a consortium",
)
def every_school_is_covered(county: County, policy: Policy) -> Verdict:
    """Of the compulsory-stage schools of the county, all belong to a consortium.

    A school whose stages are not recorded counts as compulsory.  Teaching points are covered
    with their parent and not counted.
    """
    schools = [each for each in county.schools if each.is_compulsory]
    if not policy.formation.coverage or not schools:
        return NOT_APPLICABLE
    covered = county.covered
    left_out = [each for each in schools if each.id not in covered]
    findings = tuple(
        Finding(
            State.BROKEN,
            Text(f"{each.name}未加入任何学区或集团", f"{each.name} belongs to no consortium"),
            (each.fact("membership"),),
        )
        for each in left_out
    )
    points = Finding(
        State.MET,
        Text(
            f"另有{county.teaching_points}个教学点随所属学校纳入",
            f"{county.teaching_points} teaching points are covered with their parent schools",
        ),
    )
    return exactly(
        len(schools), len(schools) - len(left_out), unit="schools", findings=(*findings, points)
    )


@rule(
    "directory.coverage-grows",
    clause="REG-02",
    of="county",
    zh="学校覆盖面逐步增加",
    en="Coverage grows and does not shrink",
)
def coverage_grows(county: County, policy: Policy) -> Verdict:
    """The share of schools in a consortium is at least what it was a year before."""
    if not policy.formation.pilot_growth or not county.schools:
        return NOT_APPLICABLE
    now = Decimal(len(county.covered)) / len(county.schools)
    if county.covered_a_year_ago is None or not county.covered_a_year_ago[1]:
        text = Text("一年前尚无登记，以现值为起点", "nothing was registered a year ago")
        return Verdict(State.MET, now, None, "share", (Finding(State.MET, text),))
    covered, schools = county.covered_a_year_ago
    before = Decimal(covered) / schools
    text = Text(f"一年前{covered}/{schools}所", f"a year ago {covered} of {schools} schools")
    state = State.MET if now >= before else State.BROKEN
    return Verdict(state, now, before, "share", (Finding(state, text),))


@rule(
    "directory.named-schools-are-registered",
    clause="REG-03",
    of="county",
    zh="登记学校总数与文件一致",
    en="As many schools are registered as the document counts",
)
def named_schools_are_registered(county: County, policy: Policy) -> Verdict:
    """The registry holds the number of schools the document states, teaching points apart."""
    wanted = policy.formation.expected_schools
    if wanted is None:
        return NOT_APPLICABLE
    return exactly(wanted, len(county.schools), unit="schools")


@rule(
    "directory.named-consortia-are-registered",
    clause="REG-03",
    of="county",
    zh="登记学区总数与文件一致",
    en="As many consortia are registered as the document counts",
)
def named_consortia_are_registered(county: County, policy: Policy) -> Verdict:
    """The registry holds the number of districts and groups the document states."""
    wanted = policy.formation.expected_consortia
    if wanted is None:
        return NOT_APPLICABLE
    return exactly(wanted, len(county.consortia), unit="consortia")


@rule(
    "directory.teaching-points-are-registered",
    clause="REG-34",
    of="county",
    zh="教学点登记在所属学校名下",
    en="Teaching points are registered under their parent schools",
)
def teaching_points_are_registered(county: County, policy: Policy) -> Verdict:
    """The registry holds the teaching points the document lists, each under a parent school."""
    if not policy.membership.points_with_parent:
        return NOT_APPLICABLE
    findings = tuple(
        Finding(
            State.MET,
            Text(f"{each.name}：{each.teaching_points}个", f"{each.name}: {each.teaching_points}"),
            (each.fact("teaching_points", str(each.teaching_points)),),
        )
        for each in county.schools
        if each.teaching_points
    )
    wanted = policy.formation.expected_teaching_points
    if wanted is None:
        return Verdict(State.MET, county.teaching_points, None, "points", findings)
    return exactly(wanted, county.teaching_points, unit="points", findings=findings)


@rule(
    "directory.named-groups-are-registered",
    clause="REG-36",
    of="county",
    zh="文件点名的集团均已建立",
    en="The groups the document names exist",
)
def named_groups_are_registered(county: County, policy: Policy) -> Verdict:
    """Each named group exists as a group, with the named lead and members in it."""
    wanted = policy.formation.named_groups
    if not wanted:
        return NOT_APPLICABLE
    findings = []
    for named in wanted:
        for each in county.consortia:
            lead = {member.school.name for member in each.leads}
            others = {member.school.name for member in each.others}
            if each.kind == "group" and lead == {named.lead} and others >= set(named.members):
                text = Text(f"{named.name}：已建立", f"{named.name}: exists")
                findings.append(Finding(State.MET, text, (each.fact(),)))
                break
        else:
            members = "、".join(named.members)
            text = Text(
                f"{named.name}：没有以{named.lead}牵头、含{members}的集团",
                f"{named.name}: no group led by {named.lead} with {members}",
            )
            findings.append(Finding(State.BROKEN, text))
    met = sum(each.state is State.MET for each in findings)
    return exactly(len(wanted), met, unit="groups", findings=tuple(findings))


@rule(
    "directory.several-memberships-are-lawful",
    clause="REG-35",
    of="county",
    zh="一校多属合规且只有一个主属",
    en="Schools in several consortia may be so, and have one primary membership",
)
def several_memberships_are_lawful(county: County, policy: Policy) -> Verdict:
    """A school in several consortia is allowed to be, and exactly one membership is primary.

    Being a guest is no membership.
    """
    places: dict[int, list[bool]] = {}
    for consortium in county.consortia:
        for member in (*consortium.leads, *consortium.others):
            places.setdefault(member.school.id, []).append(member.is_primary)
    schools = [each for each in county.schools if len(places.get(each.id, ())) > 1]
    if not schools:
        return NOT_APPLICABLE
    findings = []
    for each in schools:
        primary = sum(places[each.id])
        good = policy.membership.allow_multiple and primary == 1
        text = Text(
            f"{each.name}：加入{len(places[each.id])}个，其中主属{primary}个",
            f"{each.name}: in {len(places[each.id])} consortia, {primary} of them primary",
        )
        findings.append(Finding(State.MET if good else State.BROKEN, text, (each.fact(),)))
    met = sum(each.state is State.MET for each in findings)
    return exactly(len(schools), met, unit="schools", findings=tuple(findings))
