"""Rules on what is unified or shared, and on aims."""

from __future__ import annotations

from xuequ.kernel.rulebook import NOT_APPLICABLE, Finding, State, Verdict, rule

from ..asked import is_named
from ..findings import broken, joined, lacking, met, unknown
from ..policy import Catalogue
from ..types import Policy, Unit


def _catalogues(policy: Policy, clause: str) -> list[Catalogue]:
    return [each for each in policy.unification.sets if each.clause == clause]


def _finding(unit: Unit, key: str, zh: str, en: str) -> Finding:
    status = unit.statuses.get(key)
    if status is None:
        return unknown(f"{zh}：未登记", f"{en}: nothing is recorded", unit.fact("unification"))
    if status == "reached":
        return met(f"{zh}：已实现", f"{en}: reached")
    if status == "blocked":
        return broken(f"{zh}：受阻，原因已登记", f"{en}: blocked, its reason is recorded")
    zh_word, en_word = ("推进中", "under way") if status == "under_way" else ("未启动", "not begun")
    return Finding(State.BEHIND, met(f"{zh}：{zh_word}", f"{en}: {en_word}").text)


def _reached(unit: Unit, policy: Policy, clause: str) -> Verdict:
    """How many items are reached: one blocked breaks it, one on its way leaves it behind."""
    findings = [
        _finding(unit, key, item.zh, item.en)
        for each in _catalogues(policy, clause)
        for key, item in zip(each.keys(), each.items, strict=True)
    ]
    if not findings:
        return NOT_APPLICABLE
    found = sum(each.state is State.MET for each in findings)
    return joined(findings, found, len(findings), "items")


def _followed(unit: Unit, policy: Policy, clause: str) -> Verdict:
    """How many items have a status on record, whatever it is."""
    items = [
        (key, item)
        for each in _catalogues(policy, clause)
        for key, item in zip(each.keys(), each.items, strict=True)
    ]
    if not items:
        return NOT_APPLICABLE
    findings = [
        unknown(f"{item.zh}：未登记", f"{item.en}: nothing is recorded", unit.fact("unification"))
        for key, item in items
        if key not in unit.statuses
    ]
    state = State.UNKNOWN if findings else State.MET
    return Verdict(state, len(items) - len(findings), len(items), "items", tuple(findings))


@rule(
    "governance.four-sharings",
    clause="GOV-06",
    of="consortium",
    zh="四共享逐项有进展登记",
    en="Each of the four sharings has its progress on record",
)
def four_sharings(unit: Unit, policy: Policy) -> Verdict:
    """Every sharing has a status recorded, from a day on."""
    return _followed(unit, policy, "GOV-06")


@rule(
    "governance.nine-unifications",
    clause="GOV-07",
    of="consortium",
    zh="逐步实现九统一",
    en="Nine things are unified, step by step",
)
def nine_unifications(unit: Unit, policy: Policy) -> Verdict:
    """How many of the nine are reached; no date is set, so one on its way is only behind."""
    return _reached(unit, policy, "GOV-07")


@rule(
    "governance.six-unifications",
    clause="GOV-08",
    of="consortium",
    zh="实现六统一",
    en="Six things are unified",
)
def six_unifications(unit: Unit, policy: Policy) -> Verdict:
    """How many of the six are reached."""
    return _reached(unit, policy, "GOV-08")


@rule(
    "governance.four-joins-four-unifications",
    clause="GOV-09",
    of="consortium",
    zh="实行四联四统一",
    en="Four joins and four unifications",
)
def four_joins_four_unifications(unit: Unit, policy: Policy) -> Verdict:
    """How many of the eight are reached."""
    return _reached(unit, policy, "GOV-09")


@rule(
    "governance.five-times-five",
    clause="GOV-10",
    of="consortium",
    zh="五个共享、统一、发展、策略、机制逐项有进展登记",
    en="The five times five items have their progress on record",
)
def five_times_five(unit: Unit, policy: Policy) -> Verdict:
    """Every item of the five lists has a status recorded."""
    return _followed(unit, policy, "GOV-10")


@rule(
    "governance.limits-are-recorded",
    clause="GOV-58",
    of="consortium",
    zh="六个统一的难点如实登记",
    en="Where the six unifications do not succeed is on record",
)
def limits_are_recorded(unit: Unit, policy: Policy) -> Verdict:
    """Every item has a status; one that is blocked cannot be recorded without its reason."""
    return _followed(unit, policy, "GOV-58")


@rule(
    "governance.own-vision",
    clause="GOV-63",
    of="consortium",
    zh="学区有自己的愿景、思路、品牌或理念",
    en="The district has a vision, working idea, brand goal or school idea of its own",
)
def own_vision(unit: Unit, policy: Policy) -> Verdict:
    """At least one aim of the kinds the document names is on record."""
    kinds = {each.kind for each in policy.governance.goals if each.clause == "GOV-63"}
    if not kinds:
        return NOT_APPLICABLE
    found = len(kinds & unit.aims)
    if not found:
        return lacking("没有登记愿景或理念", "no vision or idea is on record", unit.fact("aims"))
    return Verdict(State.MET, found, 1, "aims")


@rule(
    "governance.strategic-goal",
    clause="GOV-66",
    of="consortium",
    zh="集团战略目标已登记",
    en="The strategic goal of the group is on record",
)
def strategic_goal(unit: Unit, policy: Policy) -> Verdict:
    """A strategic goal is recorded, or the characteristic goal the bureau set."""
    if "strategic_goal" in unit.aims or unit.base.goal:
        return Verdict(State.MET, 1, 1, "aims")
    named = [
        g for g in policy.governance.goals if g.consortium and is_named(unit.base, g.consortium)
    ]
    if named:
        return lacking(
            f"文件为本集团定的目标未登记：{named[0].zh}",
            f"the goal the document sets is not on record: {named[0].en}",
            unit.fact("aims"),
        )
    return lacking("没有登记战略目标", "no strategic goal is on record", unit.fact("aims"))
