"""Rules on how large a consortium is and how its members belong to it."""

from __future__ import annotations

from xuequ.kernel.rulebook import NOT_APPLICABLE, Finding, State, Verdict, rule
from xuequ.kernel.text import Text

from ..types import Consortium, Policy


@rule(
    "directory.two-to-five-members",
    clause="REG-11",
    of="consortium",
    zh="成员校数量在规定范围内",
    en="The number of member schools is within its bounds",
)
def two_to_five_members(consortium: Consortium, policy: Policy) -> Verdict:
    """Member schools beside the lead are neither fewer nor more than the document says."""
    low, high = policy.formation.min_members, policy.formation.max_members
    if low is None and high is None:
        return NOT_APPLICABLE
    found = len(consortium.others)
    if low is not None and found < low:
        return Verdict(State.BROKEN, found, low, "members")
    if high is not None and found > high:
        return Verdict(State.BROKEN, found, high, "members")
    return Verdict(State.MET, found, high if high is not None else low, "members")


@rule(
    "directory.not-too-many-schools",
    clause="REG-12",
    of="consortium",
    zh="学校数原则上不超过上限",
    en="In principle no more schools than the limit",
)
def not_too_many_schools(consortium: Consortium, policy: Policy) -> Verdict:
    """Schools of the consortium, lead counted, teaching points and guests not."""
    limit = policy.formation.max_schools
    if limit is None:
        return NOT_APPLICABLE
    found = len(consortium.leads) + len(consortium.others)
    return Verdict(State.MET if found <= limit else State.BROKEN, found, limit, "schools")


@rule(
    "directory.scale-is-controlled",
    clause="REG-13",
    of="consortium",
    zh="集团办学规模合理控制",
    en="The scale of a group is reasonably controlled",
)
def scale_is_controlled(consortium: Consortium, policy: Policy) -> Verdict:
    """A group keeps to the number its authority set; the document itself states none."""
    if consortium.kind not in {"group", "union", "alliance"}:
        return NOT_APPLICABLE
    found, limit = len(consortium.leads) + len(consortium.others), policy.formation.max_schools
    if limit is None:
        text = Text(
            "文件未给出数字，请教育局在本地配置中设定 formation.max_schools",
            "the document gives no number; set formation.max_schools in the profile",
        )
        finding = Finding(State.UNKNOWN, text, (consortium.fact("max_schools"),))
        return Verdict(State.UNKNOWN, found, None, "schools", (finding,))
    return Verdict(State.MET if found <= limit else State.BROKEN, found, limit, "schools")


@rule(
    "directory.members-belong-to-their-group",
    clause="REG-32",
    of="consortium",
    zh="成员校隶属于教育集团",
    en="Member schools are subordinate to their group",
)
def members_belong_to_their_group(consortium: Consortium, policy: Policy) -> Verdict:
    """Every member of a group has its primary membership there."""
    if not policy.membership.under_group or consortium.kind != "group" or not consortium.others:
        return NOT_APPLICABLE
    astray = [each for each in consortium.others if not each.is_primary]
    findings = tuple(
        Finding(
            State.BROKEN,
            Text(f"{each.school.name}的主属不是本集团", f"{each.school.name} belongs elsewhere"),
            (each.school.fact("membership"),),
        )
        for each in astray
    )
    wanted = len(consortium.others)
    state = State.BROKEN if astray else State.MET
    return Verdict(state, wanted - len(astray), wanted, "members", findings)
