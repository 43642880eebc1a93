"""Rules on the head of a consortium and the team around it."""

from __future__ import annotations

from xuequ.kernel.rulebook import NOT_APPLICABLE, Finding, State, Verdict, exactly, rule
from xuequ.kernel.text import Text

from ..asked import chart, team_lines
from ..findings import broken, joined, lacking, met, of_lines, unknown
from ..types import Policy, Unit


@rule(
    "governance.head-is-the-leads-principal",
    clause="GOV-01",
    of="consortium",
    zh="学区长由龙头学校校长兼任",
    en="The head is the principal of the lead school",
)
def head_is_the_leads_principal(unit: Unit, policy: Policy) -> Verdict:
    """Whoever holds the head's post is principal of the lead school on that day."""
    if policy.governance.head_ex_officio != "lead_principal":
        return NOT_APPLICABLE
    if not unit.base.leads:
        return lacking("没有登记龙头学校", "no lead school is registered", unit.fact("lead"))
    lead = unit.base.leads[0].school
    principals = unit.principals.get(lead.id, frozenset())
    heads = unit.held("head")
    findings = []
    if not heads:
        findings.append(unknown("没有登记学区长", "no head is registered", unit.fact("head")))
    if not principals:
        findings.append(
            unknown(
                f"没有登记{lead.name}的校长",
                f"no principal of {lead.name} is registered",
                lead.fact("principal"),
            )
        )
    if findings:
        return Verdict(State.UNKNOWN, len(heads), 1, "people", tuple(findings))
    if {each.person for each in heads} & principals:
        finding = met("学区长即龙头学校校长", "the head is the lead's principal", lead.fact())
        return Verdict(State.MET, 1, 1, "people", (finding,))
    finding = broken(
        "学区长不是龙头学校校长", "the head is not the lead's principal", lead.fact(), unit.fact()
    )
    return Verdict(State.BROKEN, 0, 1, "people", (finding,))


@rule(
    "governance.one-head-and-a-team",
    clause="GOV-02",
    of="consortium",
    zh="学区长、副学区长和管理人员配齐，均由各校人员兼任",
    en="One head, deputies and staff, all from the schools of the district",
)
def one_head_and_a_team(unit: Unit, policy: Policy) -> Verdict:
    """The numbers of the team, and that each of its people is staff of one of the schools."""
    wanted = policy.governance
    if wanted.heads is None and not wanted.team:
        return NOT_APPLICABLE
    verdict = of_lines(team_lines(unit, wanted), unit.fact("team"))
    if not wanted.team_from_members:
        return verdict
    findings = (*verdict.findings, *_from_members(unit))
    return joined(findings, int(verdict.found or 0), int(verdict.wanted or 0), "people")


def _from_members(unit: Unit) -> list[Finding]:
    findings = []
    for post in unit.team:
        for holder in post.holders:
            if not holder.schools:
                findings.append(
                    unknown(
                        f"{post.title}所在学校没有登记",
                        f"the school of the {post.title} is not registered",
                        unit.fact("staff_of"),
                    )
                )
            elif not holder.schools & unit.schools:
                findings.append(
                    broken(
                        f"{post.title}不是本学区学校的人员",
                        f"the {post.title} is not staff of a school of this district",
                    )
                )
    return findings


@rule(
    "governance.chart-is-filled",
    clause="GOV-15",
    of="consortium",
    zh="学区机构岗位配齐",
    en="The posts of the organisation chart are filled",
)
def chart_is_filled(unit: Unit, policy: Policy) -> Verdict:
    """Every line of the document's chart has as many people as it says."""
    asked = chart(unit, policy.governance)
    return of_lines(asked, unit.fact("posts")) if asked else NOT_APPLICABLE


@rule(
    "governance.one-principal-of-all",
    clause="GOV-20",
    of="consortium",
    zh="各成员校校长由一人兼任",
    en="One person is principal of all member schools",
)
def one_principal_of_all(unit: Unit, policy: Policy) -> Verdict:
    """The schools of the group have one principal in common, who heads the group."""
    if policy.governance.head_ex_officio != "common_principal" or not unit.schools:
        return NOT_APPLICABLE
    members = unit.base.leads + unit.base.others
    without = [each.school for each in members if not unit.principals.get(each.school.id)]
    if without:
        names = "、".join(each.name for each in without)
        return lacking(
            f"没有登记校长：{names}",
            f"no principal is registered: {', '.join(each.name for each in without)}",
            *(each.fact("principal") for each in without),
        )
    common = frozenset.intersection(*(unit.principals[id] for id in unit.schools))
    found = max(
        sum(person in unit.principals[id] for id in unit.schools)
        for person in frozenset().union(*unit.principals.values())
    )
    if not common:
        finding = broken("各校校长不是同一人", "the schools have different principals")
        return Verdict(State.BROKEN, found, len(unit.schools), "schools", (finding,))
    heads = {each.person for each in unit.held("head")}
    if not heads:
        return lacking("没有登记总校长", "no general principal is registered", unit.fact("head"))
    if not heads & common:
        finding = broken("总校长不是各校校长", "the general principal is not their principal")
        return Verdict(State.BROKEN, found, len(unit.schools), "schools", (finding,))
    return exactly(len(unit.schools), found, unit="schools")


@rule(
    "governance.executive-principals",
    clause="GOV-21",
    of="consortium",
    zh="总校长之下，成员校设执行校长，每校至多一名",
    en="Members have an executive principal, at most one per school",
)
def executive_principals(unit: Unit, policy: Policy) -> Verdict:
    """None or one per school; a plain member without one is not known to have one."""
    most = policy.governance.executive_principals
    if most is None or not unit.schools:
        return NOT_APPLICABLE
    findings = []
    plain = [each.school for each in unit.base.members if each.role == "member"]
    for each in unit.base.leads + unit.base.others:
        count = unit.executives.get(each.school.id, 0)
        if count > most:
            findings.append(
                broken(
                    f"{each.school.name}有{count}名执行校长",
                    f"{each.school.name} has {count} executive principals",
                    each.school.fact(),
                )
            )
        elif not count and each.role == "member":
            findings.append(
                unknown(
                    f"没有登记{each.school.name}的执行校长",
                    f"no executive principal of {each.school.name} is registered",
                    each.school.fact("executive"),
                )
            )
    have = sum(bool(unit.executives.get(each.id)) for each in plain)
    if findings:
        return joined(findings, have, len(plain), "schools")
    text = Text("每校至多一名执行校长", "at most one executive principal per school")
    return Verdict(State.MET, have, len(plain), "schools", (Finding(State.MET, text),))


@rule(
    "governance.all-posts-are-filled",
    clause="GOV-57",
    of="consortium",
    zh="开学起各管理岗位到位到岗",
    en="From the opening of term all posts are filled",
)
def all_posts_are_filled(unit: Unit, policy: Policy) -> Verdict:
    """From the day of the document on, every post has somebody in it.

    A post somebody has left is vacant; of one nobody was ever entered in, nobody can tell.
    """
    opening = policy.governance.posts_filled_from
    if opening is None or unit.on < opening:
        return NOT_APPLICABLE
    posts = unit.all_posts
    if not posts:
        return lacking("没有登记岗位", "no posts are registered", unit.fact("posts"))
    findings = []
    for each in (each for each in posts if not each.is_filled):
        if each.vacated:
            findings.append(broken(f"{each.title}空缺", f"the post {each.title} is vacant"))
        else:
            zh, en = (
                f"没有登记{each.title}的任职人员",
                f"nobody is registered in the post {each.title}",
            )
            findings.append(unknown(zh, en, unit.fact("holders")))
    filled = sum(each.is_filled for each in posts)
    if not findings:
        return exactly(len(posts), filled, unit="posts")
    return joined(findings, filled, len(posts), "posts")
