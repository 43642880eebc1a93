"""Rules on how the work of a consortium is divided, counted and written down."""

from __future__ import annotations

from xuequ.kernel.rulebook import NOT_APPLICABLE, State, Verdict, rule

from ..asked import bodies_of_consortium, find
from ..findings import broken, joined, lacking, met, unknown
from ..types import Policy, Unit

TAKEN_BY_COMPACT = {"finance"}  # what the head of a compact district manages himself


@rule(
    "governance.workload-counts",
    clause="GOV-28",
    of="consortium",
    zh="学区管理工作计入工作量",
    en="Management work counts in the workload",
)
def workload_counts(unit: Unit, policy: Policy) -> Verdict:
    """Every post of the team that is held has hours entered and approved by the bureau."""
    if not policy.governance.workload_counts:
        return NOT_APPLICABLE
    posts = unit.team
    if not posts:
        return lacking("没有登记任职人员", "nobody is registered in a post", unit.fact("team"))
    findings = []
    for each in posts:
        if each.hours is None:
            zh, en = f"{each.title}未填工作量", f"no hours are entered for {each.title}"
        elif not each.approved:
            zh, en = f"{each.title}的工作量待审批", f"the hours of {each.title} are not approved"
        else:
            findings.append(
                met(f"{each.title}每周{each.hours}课时", f"{each.title}: {each.hours} hours a week")
            )
            continue
        findings.append(unknown(zh, en, unit.fact("workload")))
    counted = sum(each.hours is not None and each.approved for each in posts)
    return joined(findings, counted, len(posts), "posts")


@rule(
    "governance.work-is-divided",
    clause="GOV-62",
    of="consortium",
    zh="学区分工合理、职责明确",
    en="The work of the district is divided, with clear duties",
)
def work_is_divided(unit: Unit, policy: Policy) -> Verdict:
    """There is a head, and each post of the team has its duties in writing."""
    posts = unit.team
    if not unit.held("head"):
        return lacking("没有登记学区长", "no head is registered", unit.fact("head"))
    without = [each for each in posts if not each.duties]
    findings = [
        unknown(
            f"{each.title}没有书面职责", f"{each.title} has no duties in writing",
            unit.fact("duties"),
        )
        for each in without
    ]  # fmt: skip
    state = State.UNKNOWN if without else State.MET
    found = len(posts) - len(without)
    return Verdict(state, found, len(posts), "posts", tuple(findings))


@rule(
    "governance.founding-documents",
    clause="GOV-32",
    of="consortium",
    zh="工作计划、议事决策制度和协作机制齐备",
    en="Work plan, rules of deliberation and decision, and cooperation are drawn up",
)
def founding_documents(unit: Unit, policy: Policy) -> Verdict:
    """Every document of the catalogue is adopted and in force."""
    asked = policy.governance.founding_rules
    if not asked:
        return NOT_APPLICABLE
    findings = [
        unknown(f"未登记：{each.zh}", f"not registered: {each.en}", unit.fact("documents"))
        for each in asked
        if each.code not in unit.documents
    ]
    state = State.UNKNOWN if findings else State.MET
    found = len(asked) - len(findings)
    return Verdict(state, found, len(asked), "documents", tuple(findings))


@rule(
    "governance.run-in-layers",
    clause="GOV-11",
    of="consortium",
    zh="一体化、层级式管理",
    en="An integrated, layered management",
)
def run_in_layers(unit: Unit, policy: Policy) -> Verdict:
    """A principal of all, a management centre below, and an executive in a member school."""
    findings = []
    if unit.held("head"):
        findings.append(met("设总校长", "there is a general principal"))
    else:
        findings.append(
            unknown("没有登记总校长", "no general principal is registered", unit.fact("head"))
        )
    for asked in bodies_of_consortium(policy.governance):
        body = find(unit.bodies, asked)
        if body is not None and body.has_holder:
            findings.append(met(f"设{asked.zh}", f"there is a {asked.en}"))
        else:
            zh, en = f"{asked.zh}未登记或无人任职", f"no {asked.en} with anybody in it"
            findings.append(unknown(zh, en, unit.fact("bodies")))
    if any(unit.executives.get(id) for id in unit.schools):
        findings.append(met("设执行校长", "there are executive principals"))
    else:
        zh, en = "没有登记执行校长", "no executive principal is registered"
        findings.append(unknown(zh, en, unit.fact("executive")))
    found = sum(each.state is State.MET for each in findings)
    return joined(findings, found, len(findings), "layers")


def _fields_left(unit: Unit, policy: Policy, kept: str) -> Verdict:
    """Fields a member keeps; the compact mode gives funds to the head."""
    fields = [each for each in policy.governance.member_autonomy if each.rule == kept]
    if not fields:
        return NOT_APPLICABLE
    taken = [
        each for each in fields if unit.base.mode == "compact" and each.code in TAKEN_BY_COMPACT
    ]
    findings = [
        broken(
            f"紧凑型由学区长管理使用经费，{each.zh}不再由成员校自主",
            f"in compact mode the head manages the funds, so members do not keep {each.en}",
            unit.fact("mode", "compact"),
        )
        for each in taken
    ]
    state = State.BROKEN if taken else State.MET
    return Verdict(state, len(fields) - len(taken), len(fields), "fields", tuple(findings))


@rule(
    "governance.members-stay-as-they-are",
    clause="GOV-30",
    of="consortium",
    zh="成员校行政、财务、后勤、安全管理可维持不变",
    en="Administration, finance, logistics and safety may stay with the members",
)
def members_stay_as_they_are(unit: Unit, policy: Policy) -> Verdict:
    """Nothing in the mode of the district takes one of the fields from its members."""
    return _fields_left(unit, policy, "unchanged")


@rule(
    "governance.members-keep-their-features",
    clause="GOV-31",
    of="consortium",
    zh="成员校行政、财务、后勤、安全管理可保持特色或改进",
    en="In four fields members keep their own features or improve",
)
def members_keep_their_features(unit: Unit, policy: Policy) -> Verdict:
    """Nothing in the mode of the district takes one of the fields from its members."""
    return _fields_left(unit, policy, "own_or_improved")
