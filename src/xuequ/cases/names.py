"""How the turns and states of a case read."""

from __future__ import annotations

from xuequ.kernel.case_types import CaseType, Step
from xuequ.kernel.text import Text

from .engine.choices import DONE, done_at

TURNS: dict[str, Text] = {
    **DONE,
    "submit": Text("提交", "handed in"),
    "submit-again": Text("重新提交", "handed in again"),
    "arrive": Text("进入环节", "came to the step"),
    "withdraw": Text("撤回", "withdrawn"),
    "returned": Text("驳回发起人", "returned to whoever started it"),
    "approved": Text("审批完成，予以批准", "approved"),
    "refused": Text("未获批准", "refused"),
    "transfer": Text("转办", "transferred"),
    "delegate": Text("委派", "delegated"),
    "add-signer": Text("加签", "signer added"),
    "remove-signer": Text("减签", "signer taken away"),
    "claim": Text("认领", "taken on"),
    "let-go": Text("取消认领", "let go"),
    "copy": Text("抄送", "copied"),
    "read": Text("已阅", "read"),
    "remind": Text("催办", "reminded"),
    "late": Text("超时", "overdue"),
    "escalate": Text("超时提请上级", "called in because it is late"),
    "object": Text("提出异议", "objected"),
    "uphold": Text("异议成立", "objection upheld"),
    "dismiss": Text("异议不成立", "objection dismissed"),
    "appeal": Text("申诉", "appealed"),
    "silent": Text("逾期未表态", "silent in time"),
    "nobody-objected": Text("公示期满，无异议", "shown in full, nobody objected"),
    "objections-answered": Text("公示期满，异议均已答复", "shown in full, objections answered"),
    "counted": Text("结果", "result"),
    "regroup": Text("重新组成评审组", "the panel is to be named anew"),
    "goes-above": Text(
        "本级须回避，直接由上级办理",
        "goes to the one above",
    ),
    "joins-roll": Text("新成员参加表决", "a new member joins the roll"),
    "appeal-refused": Text("复议维持原决定", "the appeal leaves the decision as it was"),
    "recall": Text("收回委派", "taken back from the delegate"),
    "freed": Text("原办理人已离任，重新待办", "free again, as who had it left"),
    "stopped": Text("终止", "ended by the office"),
}
BY_ITSELF = (  # what follows from an act, or from a day, and is nobody's
    "arrive", "approved", "refused", "returned", "late", "silent", "nobody-objected",
    "objections-answered", "counted", "regroup", "goes-above", "joins-roll", "appeal-refused",
    "freed",
)  # fmt: skip
CHAPTERS: dict[str, Text] = {  # of the register, where the clauses of a kind of case stand
    "REG": Text("登记、组建与成员", "registry, formation, membership"),
    "GOV": Text("治理、任职与权益", "governance, posts and rights"),
}
OTHER = Text("其他事项", "other cases")


def turn_words(verb: str, step: Step | None) -> Text:
    """What happened, in the words of the buttons of that step."""
    return done_at(step, verb) or TURNS.get(verb) or Text(verb, verb)


def chapter_of(kind: CaseType) -> Text:
    """The group in which a kind of case is offered."""
    first = kind.clauses[0].partition("-")[0] if kind.clauses else ""
    return CHAPTERS.get(first, OTHER)
