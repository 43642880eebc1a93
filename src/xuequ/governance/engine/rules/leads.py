"""Which school leads, as a rule."""

from __future__ import annotations

from xuequ.directory.engine.types import School
from xuequ.kernel.rulebook import NOT_APPLICABLE, State, Verdict, rule

from ..findings import broken, lacking, met
from ..policy import LeadRule
from ..types import Policy, Unit


@rule(
    "governance.lead-by-form",
    clause="GOV-25",
    of="consortium",
    zh="学区长学校符合所属形式的一般做法",
    en="The lead is the sort of school that generally leads in its form",
)
def lead_by_form(unit: Unit, policy: Policy) -> Verdict:
    """A general rule: it warns where another sort of school leads, and never blocks."""
    rules = policy.governance.lead_rule_by_form
    if not rules:
        return NOT_APPLICABLE
    if unit.family is None:
        return lacking("没有登记组建形式", "no formation form is registered", unit.fact("form"))
    asked = next((each for each in rules if each.family == unit.family), None)
    if asked is None:
        return NOT_APPLICABLE
    if not unit.base.leads:
        return lacking("没有登记龙头学校", "no lead school is registered", unit.fact("lead"))
    lead = unit.base.leads[0].school
    field, value, wanted = _looked_at(asked, lead)
    if value is None:
        zh, en = f"{lead.name}的情况不详", f"not known of {lead.name}"
        return lacking(zh, en, lead.fact(field))
    fact = lead.fact(field, ", ".join(sorted(value)))
    if value & wanted:
        finding = met(f"一般以{asked.zh}牵头", f"as a rule {asked.en} leads", fact)
        return Verdict(State.MET, 1, 1, "leads", (finding,))
    finding = broken(
        f"一般以{asked.zh}牵头，本学区由他类学校牵头",
        f"as a rule {asked.en} leads; another sort of school does here",
        fact,
    )
    return Verdict(State.BROKEN, 0, 1, "leads", (finding,))


def _looked_at(asked: LeadRule, lead: School) -> tuple[str, frozenset[str] | None, frozenset[str]]:
    """The attribute the rule looks at: its field, its values, the values wanted."""
    if asked.localities:
        value = frozenset({lead.locality}) if lead.locality else None
        return "locality", value, frozenset(asked.localities)
    if asked.strength:
        value = frozenset({lead.strength}) if lead.strength else None
        return "strength", value, frozenset(asked.strength)
    return "stages", lead.stages, frozenset(asked.stages)
