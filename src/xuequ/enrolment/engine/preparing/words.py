"""The rules of a round in plain words: what families read, and what is signed.

Every sentence comes from `rules.json`; only names of kinds and of what decides between equals
are put in from the policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xuequ.kernel.text import Text

from ..places.numbers import points_text
from ..places.rules import Rules, Step
from .districts import in_words as district_in_words

Names = Mapping[str, Text]  # of kinds and ties, by code
CLAIMS = {
    "points": Text("积分从高到低", "points, from high to low"),
    "class": Text("类型顺位，第1顺位在前", "class of claim, class 1 first"),
    "draw": Text("随机抽签的次序", "a draw"),
}
ARRIVAL = Text(
    "报名先后不影响录取：在规定时间内什么时候报名都一样。",
    "The order of arrival never counts: any moment within the time given is as good as another.",
)
METHODS = {
    "pool": Text(
        "按{claim}取前{places}名入围，只有入围的参加后面的步骤（写明面向全体的除外）",
        "by {claim_en}, the first {places} go on; only they take part in the steps after it, but "
        "in those for all",
    ),
    "catchment": Text(
        "孩子进{own}；人数不超过学位的全部录取，超过的按{claim}录取，其余依次到该校列明的调剂学校",
        "a child enters {own_en}; as many as there are seats all enter, of more they enter by "
        "{claim_en}, and the others go to the overflow schools listed for it, in their order",
    ),
    "rounds": Text(
        "按志愿轮次录取：先看第一志愿，再用余下的学位看第二志愿，依此类推；每一轮内，报名不超过学位的全部"
        "录取，超过的按{claim}录取",
        "preferences in rounds: all first choices, then second ones on the seats left, and so on; "
        "within a round as many as there are seats all enter, of more they enter by {claim_en}",
    ),
    "deferred": Text(
        "延迟接受：每所学校暂收按{claim}排在前面的孩子，被替换的转报下一志愿，直到不再变动",
        "deferred acceptance: each school holds those who stand first by {claim_en}, and who is "
        "replaced goes on to the next choice, until nothing changes",
    ),
    "serial": Text(
        "按{claim}依次选择：轮到时，录取到其志愿中仍有学位的第一所学校",
        "one after the other by {claim_en}: each takes the first school of their choices that "
        "has seats left",
    ),
    "trading": Text(
        "首位交易循环：按{claim}，孩子之间可以交换在各校的优先位置，直到无法再换得更靠前的志愿",
        "top trading cycles by {claim_en}: children trade their places at schools until nobody "
        "can get a better choice by it",
    ),
    "nearest": Text(
        "仍未录取的，统一安排到有空余学位的学校，使总路程最短；学位不够时按{claim}先后",
        "those without a place are placed in schools with seats left so that the ways are "
        "shortest in all; if seats run short, by {claim_en}",
    ),
    "zone_seat": Text(
        "仍未录取的，安排到片区内仍有学位的学校（按学校排列次序）；学位不够时按{claim}先后",
        "those without a place get a school of the zone that has seats left, in the order of the "
        "schools; if seats run short, by {claim_en}",
    ),
}
LAST_SEAT = {
    "pass_over": Text(
        "双胞胎等捆绑报名的孩子一起录取；剩余学位容不下时跳过，由后面能容纳的递补。",
        "Children who apply as one, such as twins, enter together; if the seats left are too few "
        "for them, they are passed over for the next that fit.",
    ),
    "stop": Text(
        "双胞胎等捆绑报名的孩子一起录取；剩余学位容不下时，该校这一轮到此为止。",
        "Children who apply as one, such as twins, enter together; if the seats left are too few "
        "for them, the round stops there.",
    ),
    "widen": Text(
        "双胞胎等捆绑报名的孩子一起录取；最后学位容不下时，动用该校公布的机动学位。",
        "Children who apply as one, such as twins, enter together; if the last seats are too few "
        "for them, the spare seats published for the school are used.",
    ),
}
NUMERALS = "一二三四五六七八九十"
SINGLY = {"deferred", "trading"}


def in_words(rules: Rules, names: Names) -> list[Text]:
    """The rules as sentences: each stage, then what holds in all of them."""
    found: list[Text] = []
    if rules.district is not None:
        found += district_in_words(rules.district, by_overflow=rules.has("catchment"))
    found += _choices(rules)
    for at, step in enumerate(rules.stages, 1):
        found.append(_stage(rules, step, at if len(rules.stages) > 1 else 0))
    found += _equals(rules, names)
    found += _kept(rules, names)
    if not all(each.method in SINGLY for each in rules.stages):
        found.append(LAST_SEAT[rules.last_seat])
    found.append(_size(rules))
    return [*found, ARRIVAL]


def _choices(rules: Rules) -> Iterator[Text]:
    if not rules.choices:
        return
    count = len(rules.choices)
    free = [at for at, each in enumerate(rules.choices) if each == "any"]
    zh = f"每个孩子可填{count}个志愿，都在片区内的学校中选，不重复。"
    en = f"Each child may name {count} choices among the schools of the zone, none twice."
    if free:
        ranks_zh = "、".join(f"第{_numeral(at)}" for at in free)
        ranks_en = ", ".join(str(at + 1) for at in free)
        zh = (
            f"每个孩子可填{count}个志愿，不重复：{ranks_zh}志愿可填任何有空余学位的学校，其余在片区内的"
            "学校中选。"
        )
        en = (
            f"Each child may name {count} choices, none twice: choice {ranks_en} may be any "
            "school with seats left, the others are of the zone."
        )
    yield Text(zh, en)


def _numeral(at: int) -> str:
    return NUMERALS[at] if at < len(NUMERALS) else str(at + 1)


def _stage(rules: Rules, step: Step, at: int) -> Text:
    claim = CLAIMS[step.by]
    own = _own(rules)
    facts = {
        "claim": claim.zh, "claim_en": claim.en, "places": step.places,
        "own": own.zh, "own_en": own.en,
    }  # fmt: skip
    said = METHODS[step.method]
    zh, en = said.zh.format(**facts), said.en.format(**facts)
    zh += _bonus(rules, step).zh + _draws(step).zh
    en += _bonus(rules, step).en + _draws(step).en
    if step.for_all and any(each.method == "pool" for each in rules.stages):
        zh, en = zh + "；面向全体，未入围的也参加", en + "; for all, outside the pool too"
    head_zh, head_en = (f"第{at}步：", f"Step {at}: ") if at else ("", "")
    return Text(f"{head_zh}{zh}。", f"{head_en}{en if at else en[0].upper() + en[1:]}.")


def _own(rules: Rules) -> Text:
    if rules.belongs == "primary":
        return Text(
            "与所毕业小学对口的初中", "the junior school that is matched with the primary attended"
        )
    return Text("居住地段所属的学校", "the school of the catchment they live in")


def _bonus(rules: Rules, step: Step) -> Text:
    if not step.bonus:
        return Text("", "")
    points, own = points_text(step.bonus), _own(rules)
    where_zh = "填在第几志愿都加" if step.bonus_at == "any" else "只在填为第一志愿时加"
    where_en = "at any rank" if step.bonus_at == "any" else "only as first choice"
    return Text(
        f"；报读{own.zh}的加{points}分（{where_zh}），报读其他学校不加",
        f"; {points} points are added for {own.en} ({where_en}), and none for another school",
    )


def _draws(step: Step) -> Text:
    if step.draws == "each":
        return Text("；各校分别抽签", "; each school has a draw of its own")
    return Text("", "")


def _equals(rules: Rules, names: Names) -> Iterator[Text]:
    """What decides between equals."""
    if rules.draw and all(each.by == "draw" for each in rules.stages):
        yield Text(
            "抽签的种子公开登记，任何人都可以复算。",
            "The seed of the draw is recorded in public, and anybody can make it again.",
        )
        return
    none = Text("", "")
    ties = [names.get(each, Text(each, each)) for each in rules.ties]
    first = Text(
        f"排序相同的，依次比较{'、'.join(each.zh for each in ties)}",
        f"Between equals decide, in this order, {', '.join(each.en for each in ties)}",
    )
    if rules.draw:
        before = Text(f"{first.zh}，仍相同的", f"{first.en}, and then") if ties else none
        zh = before.zh or "排序相同的"
        en = before.en or "Between equals there is"
        yield Text(
            f"{zh}由抽签决定；抽签的种子公开登记，任何人都可以复算。",
            f"{en} a draw; its seed is recorded in public, and anybody can make it again.",
        )
    elif ties:
        yield Text(f"{first.zh}。", f"{first.en}.")


def _kept(rules: Rules, names: Names) -> Iterator[Text]:
    for each in rules.kinds:
        name = names.get(each.kind, Text(each.kind, each.kind))
        order_zh = "先于" if each.order == "before" else "后于"
        left_zh = "由其他孩子使用" if each.left == "others" else "空置"
        left_en = "go to others" if each.left == "others" else "stay empty"
        yield Text(
            f"为“{name.zh}”预留的学位{order_zh}普通学位录取，用不完的{left_zh}。",
            f"Seats kept for «{name.en}» are given {each.order} the open ones; those not taken "
            f"{left_en}.",
        )


def _size(rules: Rules) -> Text:
    if not rules.class_size:
        return Text("各校招生不超过公布的计划。", "No school takes more than its published plan.")
    return Text(
        f"各校招生不超过公布的计划，每班不超过{rules.class_size}人。",
        f"No school takes more than its published plan, and no class more than {rules.class_size}.",
    )
