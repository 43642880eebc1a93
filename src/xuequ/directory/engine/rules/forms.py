"""One rule for each formation form of the catalogue; the slots are the profile's data."""

from __future__ import annotations

from xuequ.kernel.rulebook import NOT_APPLICABLE, Rule, Verdict

from ..fit import fit
from ..types import Consortium, Policy


def form_rule(code: str, clause: str, zh: str, en: str) -> Rule:
    """The rule that consortia of the form `code` are made up as `clause` says."""

    def check(consortium: Consortium, policy: Policy) -> Verdict:
        form = policy.formation.form(code)
        if form is None or consortium.form != code:
            return NOT_APPLICABLE
        return fit(consortium, form)

    check.__doc__ = f"The members can be arranged in the slots that {clause} names."
    return Rule(f"directory.form-{code}", clause, "consortium", zh, en, check)


city_and_town = form_rule(
    "city-town", "REG-15", "城区学校+乡镇学校(村小学)", "City school with town schools"
)
town_and_town = form_rule(
    "town-town", "REG-16", "乡镇学校+乡镇学校", "Town school with town schools"
)
central_school_leads_too = form_rule(
    "town-village-point",
    "REG-17",
    "乡镇学校+村小学+教学点",
    "Township central school with village primaries and teaching points",
)
quality_and_weak = form_rule(
    "quality-weak", "REG-18", "优质学校+薄弱学校", "Quality school with weak schools"
)
quality_and_new = form_rule(
    "quality-new", "REG-19", "优质学校+新建学校", "Quality school with a newly built school"
)
primary_and_primary = form_rule("primary-primary", "REG-20", "小学+小学", "Alliance of primaries")
junior_and_primaries = form_rule(
    "junior-primary", "REG-21", "初中+小学", "Junior school with primaries"
)
junior_and_junior = form_rule("junior-junior", "REG-22", "初中+初中", "Alliance of junior schools")
quality_and_quality = form_rule(
    "quality-quality", "REG-23", "优质学校+优质学校", "Alliance of quality schools"
)
city_and_town_with_junior_lead = form_rule(
    "city-town-junior",
    "REG-24",
    "城区学校+乡镇学校(乡镇初中和村小学)",
    "City and town schools led by a junior school",
)
city_and_village_primaries = form_rule(
    "city-village-primary",
    "REG-25",
    "城区学校+乡镇学校(村完小)",
    "City and town schools with complete village primaries",
)
junior_junior_primary = form_rule(
    "junior-junior-primary",
    "REG-26",
    "初中+初中+小学",
    "Alliance of junior schools and primaries",
)
public_and_private = form_rule(
    "public-private", "REG-27", "公办+民办", "Alliance of public and private schools"
)
private_and_private = form_rule(
    "private-private", "REG-28", "民办+民办", "Alliance with private junior schools"
)
famous_brings_new = form_rule(
    "famous-brings-new", "REG-30", "名校带新校", "Famous school brings on a new school"
)
