"""Who may apply and what points there are, in plain words: what is signed, and families read.

Every sentence comes from the policy that is signed with the rules (`policy_file`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from xuequ.kernel.text import Text

from ..asked import is_told_by_facts
from ..policy import WORDS, Addition, Eligibility, Enrolment, Ground, PointsTable, PointType

Names = Mapping[str, Text]  # by code
PER = {
    "month": Text("每满1个月", " for each full month"),
    "year": Text("每满1年", " for each full year"),
}


def asked_in_words(policy: Enrolment, stage: str) -> list[Text]:
    """Who may apply for a stage, then the points type by type and item by item."""
    groups = [each for each in policy.eligibility if stage in each.stages]
    found = [said for each in groups for said in _group(each)]
    return [*found, *(_table(policy.points) if policy.points else ())]


def _group(group: Eligibility) -> Iterator[Text]:
    lives = group.lives_in_area
    yield Text(
        f"可以报名的：就读{group.grade}年级{'、居住在本区' if lives else ''}，"
        "并且符合下列条件之一（年限算到报名开始之日）。",
        f"May apply: who attends grade {group.grade}{', lives in the area' if lives else ''} and "
        "meets one of the following (times are counted to the day applications open).",
    )
    for each in group.any_of:
        yield _ground(each)


def _ground(ground: Ground) -> Text:
    asked = list(_asked(ground))
    if not asked:
        return Text(f"条件：{ground.zh}。", f"Condition: {ground.en}.")
    zh, en = "、".join(each.zh for each in asked), ", ".join(each.en for each in asked)
    if ground.parents is not None:
        zh = f"父母中至少{ground.parents}人具备：{zh}"
        en = f"of the parents at least {ground.parents} with {en}"
    return Text(f"条件：{ground.zh}（{zh}）。", f"Condition: {ground.en} ({en}).")


def _asked(ground: Ground) -> Iterator[Text]:
    """What a ground is told by, where its own words do not tell it."""
    if ground.fact is not None:
        yield ground.fact
    if (months := ground.residence_months) is not None:
        yield Text(f"居住满{months}个月", f"{months} months lived there")
    if (months := ground.insurance_months) is not None:
        for code in ground.insurances:
            name = WORDS[f"insurances.{code}"]
            yield Text(
                f"连续参加{name.zh}满{months}个月",
                f"{months} months of {name.en} insurance without a break",
            )


def _table(table: PointsTable) -> Iterator[Text]:
    most = f"，总分最多{_plain(table.most)}分" if table.most is not None else ""
    most_en = f", {_plain(table.most)} in all at most" if table.most is not None else ""
    yield Text(
        f"积分：先按类型给基础分，再逐项加分{most}。",
        f"Points: those of the type first, then item by item{most_en}.",
    )
    if is_told_by_facts(table):
        yield Text(
            "类型由查实的事实确定，按下列次序取最先符合的一类。",
            "The type is told from what is proved: the first of these that fits.",
        )
    facts, kinds, items = (
        {each.code: Text(each.zh, each.en) for each in part}
        for part in (table.facts, table.types, table.additions)
    )
    for kind in table.types:
        yield _type(kind, facts)
    for each in table.additions:
        yield _addition(each, items, kinds)


def _type(kind: PointType, facts: Names) -> Text:
    told = _listed(facts[code] for code in kind.when)
    points = _plain(kind.base_points)
    return Text(
        f"类型“{kind.zh}”：{points}分{f'（{told.zh}）' if kind.when else ''}。",
        f"Type «{kind.en}»: {points}{f' ({told.en})' if kind.when else ''}.",
    )


def _addition(each: Addition, items: Names, kinds: Names) -> Text:
    per = PER[each.per] if each.per else Text("", "")
    zh, en = f"{per.zh}{_plain(each.points)}分", f"{_plain(each.points)}{per.en}"
    if each.cap is not None:
        zh, en = f"{zh}，最多{_plain(each.cap)}分", f"{en}, at most {_plain(each.cap)}"
    if each.inside:
        name = items[each.inside]
        zh, en = f"{zh}，计入“{name.zh}”的上限", f"{en}, within the most of «{name.en}»"
    if each.only:
        only = _listed(kinds[code] for code in each.only)
        zh, en = f"{zh}，只限类型{only.zh}", f"{en}, only for {only.en}"
    return Text(f"加分“{each.zh}”：{zh}。", f"Added for «{each.en}»: {en}.")


def _listed(names: Iterable[Text]) -> Text:
    every = list(names)
    return Text("、".join(each.zh for each in every), ", ".join(each.en for each in every))


def _plain(points: Decimal) -> str:
    return f"{points.normalize():f}"
