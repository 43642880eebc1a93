"""Rules on the standing bodies of a consortium."""

from __future__ import annotations

from xuequ.kernel.rulebook import NOT_APPLICABLE, State, Verdict, rule

from ..asked import bodies_of_consortium, find, lines
from ..findings import broken, joined, lacking, met, of_lines, unknown
from ..types import Policy, Unit

KINDS = ("decision", "execution", "supervision")
DUTIES = "committee_duties"
OWN_RULES = "management_rules"


def _there_with_somebody(unit: Unit, policy: Policy, clause: str) -> Verdict:
    """The bodies a clause asks for exist, and somebody holds a post in each."""
    asked = [each for each in bodies_of_consortium(policy.governance) if each.clause == clause]
    if not asked:
        return NOT_APPLICABLE
    findings = []
    for each in asked:
        body = find(unit.bodies, each)
        if body is None:
            zh, en = f"没有登记{each.zh}", f"no {each.en} is registered"
            findings.append(unknown(zh, en, unit.fact("bodies")))
        elif not body.has_holder:
            zh, en = f"{each.zh}没有登记任职人员", f"nobody is registered in the {each.en}"
            findings.append(unknown(zh, en, unit.fact("holders")))
        else:
            zh, en = f"{each.zh}已设，有人任职", f"the {each.en} is set up and somebody runs it"
            findings.append(met(zh, en))
    found = sum(each.state is State.MET for each in findings)
    return joined(findings, found, len(asked), "bodies")


@rule(
    "governance.teaching-centre",
    clause="GOV-16",
    of="consortium",
    zh="设教学管理中心",
    en="There is a teaching management centre",
)
def teaching_centre(unit: Unit, policy: Policy) -> Verdict:
    """The centre is registered and somebody holds a post in it."""
    return _there_with_somebody(unit, policy, "GOV-16")


@rule(
    "governance.research-centre",
    clause="GOV-17",
    of="consortium",
    zh="设教研管理中心",
    en="There is a research management centre",
)
def research_centre(unit: Unit, policy: Policy) -> Verdict:
    """The centre is registered and somebody holds a post in it."""
    return _there_with_somebody(unit, policy, "GOV-17")


@rule(
    "governance.activity-centre",
    clause="GOV-18",
    of="consortium",
    zh="设素质教育活动管理中心",
    en="There is a quality-education activity centre",
)
def activity_centre(unit: Unit, policy: Policy) -> Verdict:
    """The centre is registered and somebody holds a post in it."""
    return _there_with_somebody(unit, policy, "GOV-18")


@rule(
    "governance.group-centre",
    clause="GOV-19",
    of="consortium",
    zh="设集团管理中心，有现行管理办法",
    en="There is a group management centre with rules in force",
)
def group_centre(unit: Unit, policy: Policy) -> Verdict:
    """The centre is registered, somebody runs it, and a version of its rules is in force."""
    centre = _there_with_somebody(unit, policy, "GOV-19")
    if centre is NOT_APPLICABLE:
        return centre
    if OWN_RULES in unit.documents:
        rules = met("管理办法已登记", "a version of the management rules is registered")
    else:
        zh, en = "没有登记管理办法", "no management rules are registered"
        rules = unknown(zh, en, unit.fact("documents"))
    found = sum(each.state is State.MET for each in (*centre.findings, rules))
    return joined((*centre.findings, rules), found, len(centre.findings) + 1, "facts")


@rule(
    "governance.district-committee",
    clause="GOV-34",
    of="consortium",
    zh="学区委员会组织健全、分工和职责明确",
    en="The district committee is set up, with posts and written duties",
)
def district_committee(unit: Unit, policy: Policy) -> Verdict:
    """The committee exists, its posts are held, and a version of its duties is in force."""
    asked = next((b for b in bodies_of_consortium(policy.governance) if b.clause == "GOV-34"), None)
    if asked is None:
        return NOT_APPLICABLE
    body = find(unit.bodies, asked)
    if body is None:
        return lacking(
            "没有登记学区委员会", "no district committee is registered", unit.fact("bodies")
        )
    posts = of_lines(lines(body, asked), unit.fact("holders"))
    if DUTIES in unit.documents:
        duties = met("委员会职责已登记", "the duties of the committee are registered")
    else:
        zh, en = "没有登记委员会职责", "the duties of the committee are not registered"
        duties = unknown(zh, en, unit.fact("documents"))
    findings = (*posts.findings, duties)
    return joined(findings, int(posts.found or 0), int(posts.wanted or 0), "people")


def _office(unit: Unit, policy: Policy, code: str) -> Verdict:
    """The posts of one sort in the committee's office."""
    asked = next((b for b in bodies_of_consortium(policy.governance) if b.clause == "GOV-36"), None)
    if asked is None:
        return NOT_APPLICABLE
    body = find(unit.bodies, asked)
    titles = {each.zh for each in asked.posts if each.code == code}
    mine = [each for each in lines(body, asked) if each.zh in titles]
    return of_lines(mine, unit.fact("holders" if body else "bodies"))


@rule(
    "governance.office-director",
    clause="GOV-36",
    of="consortium",
    zh="委员会办公室主任主持日常工作",
    en="The committee's office has a director",
)
def office_director(unit: Unit, policy: Policy) -> Verdict:
    """Somebody directs the office of the committee."""
    return _office(unit, policy, "office_director")


@rule(
    "governance.office-members",
    clause="GOV-37",
    of="consortium",
    zh="委员会办公室成员落实各项活动",
    en="The committee's office has members",
)
def office_members(unit: Unit, policy: Policy) -> Verdict:
    """At least one person carries out the activities the office is there for."""
    return _office(unit, policy, "office_member")


@rule(
    "governance.three-kinds-of-body",
    clause="GOV-38",
    of="consortium",
    zh="至少设决策、执行、监督三类机构",
    en="There are at least bodies of decision, execution and supervision",
)
def three_kinds_of_body(unit: Unit, policy: Policy) -> Verdict:
    """Each of the three kinds is there; with no body at all registered nobody can tell."""
    asked = [each for each in bodies_of_consortium(policy.governance) if each.kind in KINDS]
    if not asked:
        return NOT_APPLICABLE
    have = {each.kind for each in unit.bodies}
    absent = [each for each in asked if not have & {each.kind, each.code}]
    if not unit.bodies:
        return lacking("没有登记任何机构", "no body is registered", unit.fact("bodies"))
    findings = tuple(broken(f"缺{each.zh}", f"there is no {each.en}") for each in absent)
    state = State.BROKEN if absent else State.MET
    return Verdict(state, len(asked) - len(absent), len(asked), "bodies", findings)
