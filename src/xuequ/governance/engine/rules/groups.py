"""Rules on the leading group and the bodies of the authority itself."""

from __future__ import annotations

from xuequ.kernel.rulebook import NOT_APPLICABLE, State, Verdict, rule

from ..asked import GROUP, GROUP_OFFICE, bodies_of_authority, find, lines
from ..findings import joined, lacking, met, of_lines, unknown
from ..policy import Body
from ..types import County, Policy


def _asked(policy: Policy, code: str) -> Body | None:
    every = bodies_of_authority(policy.authority, policy.governance)
    return next((each for each in every if each.code == code), None)


def _filled(county: County, policy: Policy, code: str) -> Verdict:
    """The body is registered, and each office the document lists is held."""
    asked = _asked(policy, code)
    if asked is None:
        return NOT_APPLICABLE
    body = find(county.bodies, asked)
    if body is None:
        return lacking(
            f"没有登记{asked.zh}", f"the {asked.en} is not registered", county.fact("bodies")
        )
    if not asked.posts:
        return Verdict(State.MET, 1, 1, "bodies")
    return of_lines(lines(body, asked), county.fact("holders"))


@rule(
    "governance.leading-group-of-sixteen",
    clause="GOV-44",
    of="county",
    zh="领导小组由主要领导任组长，各成员单位负责人在列",
    en="The leading group has the main leader at its head and the sixteen bodies in it",
)
def leading_group_of_sixteen(county: County, policy: Policy) -> Verdict:
    """The group is registered with its head and a leader of every body named."""
    return _filled(county, policy, GROUP)


@rule(
    "governance.leading-group-of-seven",
    clause="GOV-45",
    of="county",
    zh="领导小组组长、副组长、成员到位",
    en="The leading group has its head, two deputies and four members",
)
def leading_group_of_seven(county: County, policy: Policy) -> Verdict:
    """The group is registered and every office of the annex is held."""
    return _filled(county, policy, GROUP)


@rule(
    "governance.leading-group-office",
    clause="GOV-46",
    of="county",
    zh="领导小组办公室设在教育局，主任和成员到位",
    en="The group's office sits in the bureau, with director and staff",
)
def leading_group_office(county: County, policy: Policy) -> Verdict:
    """The office is registered, and its director and staff are there."""
    return _filled(county, policy, GROUP_OFFICE)


@rule(
    "governance.leading-group-with-office",
    clause="GOV-47",
    of="county",
    zh="成立集团化办学领导小组，下设办公室",
    en="There is a leading group for group-run schooling, with an office",
)
def leading_group_with_office(county: County, policy: Policy) -> Verdict:
    """Both are registered; the list of members is not at hand and is not judged."""
    findings = []
    for code in (GROUP, GROUP_OFFICE):
        asked = _asked(policy, code)
        if asked is None:
            continue
        if find(county.bodies, asked):
            findings.append(met(f"{asked.zh}已登记", f"the {asked.en} is registered"))
        else:
            zh, en = f"没有登记{asked.zh}", f"the {asked.en} is not registered"
            findings.append(unknown(zh, en, county.fact("bodies")))
    found = sum(each.state is State.MET for each in findings)
    return joined(findings, found, len(findings), "bodies") if findings else NOT_APPLICABLE


@rule(
    "governance.leading-group-of-the-bureau",
    clause="GOV-48",
    of="county",
    zh="教育局建立紧密型学区、集团建设领导小组",
    en="The bureau has a leading group for close-knit districts and groups",
)
def leading_group_of_the_bureau(county: County, policy: Policy) -> Verdict:
    """The group is registered; the plan lists neither head nor members."""
    return _filled(county, policy, GROUP)


@rule(
    "governance.main-leader-in-person",
    clause="GOV-49",
    of="county",
    zh="“一把手工程”：主要、分管、相关领导三级负责",
    en="The main leader, the leader in charge and others concerned answer for it",
)
def main_leader_in_person(county: County, policy: Policy) -> Verdict:
    """Each of the three tiers is registered and held."""
    return _filled(county, policy, GROUP) if policy.authority.first_hand_project else NOT_APPLICABLE


@rule(
    "governance.management-organ",
    clause="GOV-50",
    of="county",
    zh="教育局建立相应管理机构",
    en="The bureau has a management organ for the district system",
)
def management_organ(county: County, policy: Policy) -> Verdict:
    """The organ is registered and somebody holds a post in it."""
    asked = next((b for b in policy.governance.bodies if b.clause == "GOV-50"), None)
    if asked is None:
        return NOT_APPLICABLE
    body = find(county.bodies, asked)
    if body is None:
        zh, en = "没有登记管理机构", "no management organ is registered"
        return lacking(zh, en, county.fact("bodies"))
    if not body.has_holder:
        zh, en = "管理机构没有登记任职人员", "nobody is registered in the management organ"
        return lacking(zh, en, county.fact("holders"))
    return Verdict(State.MET, 1, 1, "bodies")
