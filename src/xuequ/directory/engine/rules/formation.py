"""Rules on how one consortium is formed: its lead, form, mode, goal and principles."""

from __future__ import annotations

from xuequ.kernel.rulebook import NOT_APPLICABLE, Finding, State, Verdict, rule, worst
from xuequ.kernel.text import Text

from ..principles import principles
from ..types import Consortium, Policy


@rule(
    "directory.one-lead",
    clause="REG-10",
    of="consortium",
    zh="恰有1所龙头学校和若干成员校",
    en="Exactly one lead school, with members",
)
def one_lead(consortium: Consortium, policy: Policy) -> Verdict:
    """There is the stated number of lead schools, and at least one other school to lead."""
    wanted = policy.formation.leads
    if wanted is None:
        return NOT_APPLICABLE
    found = len(consortium.leads)
    findings = tuple(
        Finding(
            State.MET if found == wanted else State.BROKEN,
            Text(f"龙头学校：{each.school.name}", f"lead school: {each.school.name}"),
            (each.school.fact("role", "lead"),),
        )
        for each in consortium.leads
    )
    if not consortium.others:
        text = Text("没有成员校", "there is no member school")
        findings = (*findings, Finding(State.BROKEN, text, (consortium.fact("members"),)))
    good = found == wanted and consortium.others
    return Verdict(State.MET if good else State.BROKEN, found, wanted, "leads", findings)


@rule(
    "directory.same-stage-and-public",
    clause="REG-09",
    of="consortium",
    zh="相同学段的公办学校结成联合体",
    en="Public schools of the same stage join",
)
def same_stage_and_public(consortium: Consortium, policy: Policy) -> Verdict:
    """Every school shares a stage with the lead and is public.

    The document's own list mixes stages and holds private schools, so the clause is binding
    as «should» and never stops anybody.
    """
    if not policy.formation.same_stage_public or not consortium.leads:
        return NOT_APPLICABLE
    lead = consortium.leads[0].school
    findings = []
    schools = [each.school for each in (*consortium.leads, *consortium.others)]
    for school in schools:
        lacking = [f for f in ("stages", "ownership") if getattr(school, f) is None]
        if lead.stages and school.stages and not lead.stages & school.stages:
            text = Text(
                f"{school.name}：与龙头学校学段不同", f"{school.name}: not the lead's stage"
            )
            findings.append(
                Finding(
                    State.BROKEN, text, (school.fact("stages", ", ".join(sorted(school.stages))),)
                )
            )
        elif school.ownership == "private":
            text = Text(f"{school.name}：民办", f"{school.name}: private")
            findings.append(Finding(State.BROKEN, text, (school.fact("ownership", "private"),)))
        elif lacking:
            text = Text(
                f"{school.name}：学段或性质未登记", f"{school.name}: stage or ownership unknown"
            )
            findings.append(Finding(State.UNKNOWN, text, tuple(school.fact(f) for f in lacking)))
    state = worst([each.state for each in findings]) if findings else State.MET
    good = len(schools) - len(findings)
    return Verdict(state, good, len(schools), "schools", tuple(findings))


@rule(
    "directory.form-is-in-the-catalogue",
    clause="REG-14",
    of="consortium",
    zh="组建形式属于目录所列",
    en="The formation form is one of the catalogue",
)
def form_is_in_the_catalogue(consortium: Consortium, policy: Policy) -> Verdict:
    """The consortium's form is recorded and is one the locality's catalogue holds."""
    if not policy.formation.forms:
        return NOT_APPLICABLE
    if consortium.form is None:
        text = Text("未登记组建形式", "the form is not recorded")
        return Verdict(
            State.UNKNOWN, findings=(Finding(State.UNKNOWN, text, (consortium.fact("form"),)),)
        )
    form = policy.formation.form(consortium.form)
    if form is None:
        text = Text(f"目录中没有“{consortium.form}”", f"the catalogue has no {consortium.form}")
        fact = consortium.fact("form", consortium.form)
        return Verdict(State.BROKEN, findings=(Finding(State.BROKEN, text, (fact,)),))
    text = Text(form.name.zh, form.name.en)
    return Verdict(
        State.MET, findings=(Finding(State.MET, text, (consortium.fact("form", form.code),)),)
    )


@rule(
    "directory.mode-is-recorded",
    clause="REG-33",
    of="consortium",
    zh="登记紧凑型或松散型管理模式",
    en="Compact or loose mode is recorded",
)
def mode_is_recorded(consortium: Consortium, policy: Policy) -> Verdict:
    """The mode, which sets the powers, is recorded."""
    return _recorded(consortium, "mode", Text("未登记管理模式", "the mode is not recorded"))


@rule(
    "directory.goal-is-recorded",
    clause="REG-41",
    of="consortium",
    zh="设定特色发展目标",
    en="A characteristic goal is set",
)
def goal_is_recorded(consortium: Consortium, policy: Policy) -> Verdict:
    """The consortium carries its characteristic goal."""
    return _recorded(consortium, "goal", Text("未设定特色发展目标", "no goal is recorded"))


@rule(
    "directory.principles-of-xian",
    clause="REG-06",
    of="consortium",
    zh="名校引领、相对就近、优势互补",
    en="Led by a famous school, near, complementary",
)
def principles_of_xian(consortium: Consortium, policy: Policy) -> Verdict:
    """Every principle of formation holds (greater districts)."""
    return principles(consortium, policy, every=True)


@rule(
    "directory.principles-of-guilin",
    clause="REG-07",
    of="consortium",
    zh="城乡统筹、强弱搭配、相对就近",
    en="Urban with rural, strong with weak, near",
)
def principles_of_guilin(consortium: Consortium, policy: Policy) -> Verdict:
    """Every principle of formation holds (districts of Guilin)."""
    return principles(consortium, policy, every=True)


@rule(
    "directory.pairings-of-xingning",
    clause="REG-08",
    of="consortium",
    zh="优质+薄弱、公办+民办、中学+小学、城市+农村",
    en="Strong with weak, public with private, secondary with primary, city with countryside",
)
def pairings_of_xingning(consortium: Consortium, policy: Policy) -> Verdict:
    """At least one of the pairings the document lists is realised."""
    return principles(consortium, policy, every=False)


def _recorded(consortium: Consortium, field: str, lacking: Text) -> Verdict:
    value = getattr(consortium, field)
    if value is None:
        return Verdict(
            State.UNKNOWN, findings=(Finding(State.UNKNOWN, lacking, (consortium.fact(field),)),)
        )
    finding = Finding(State.MET, Text(value, value), (consortium.fact(field, value),))
    return Verdict(State.MET, findings=(finding,))
