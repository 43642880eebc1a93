"""What may be said in each kind of step, in the words of the buttons."""

from __future__ import annotations

from xuequ.kernel.case_types import Kind, Step
from xuequ.kernel.text import Text

CHOICES: dict[Kind, dict[str, Text]] = {
    "review": {"pass": Text("审核通过", "pass on"), "return": Text("驳回", "return")},
    "opinion": {"agree": Text("同意", "agree"), "disagree": Text("不同意", "do not agree")},
    "countersign": {
        "agree": Text("同意会签", "agree"),
        "disagree": Text("不同意", "do not agree"),
    },
    "vote": {
        "agree": Text("赞成", "in favour"),
        "disagree": Text("反对", "against"),
        "abstain": Text("弃权", "abstain"),
    },
    "panel": {
        "score": Text("提交评分", "hand in the score sheet"),
        "conflict": Text("声明利益冲突并回避", "declare a conflict of interest and stand aside"),
    },
    "decide": {
        "pass": Text("批准", "approve"),
        "refuse": Text("不予批准", "refuse"),
        "return": Text("驳回", "return"),
    },
    "acknowledge": {"pass": Text("签收备案", "file"), "return": Text("驳回", "return")},
    "execute": {"pass": Text("办结", "carried out")},
    "publicity": {},
}
ADDED: dict[str, Text] = {  # what somebody may say who was asked on the way (加签、委派)
    "agree": Text("同意", "agree"),
    "disagree": Text("不同意", "do not agree"),
}
WITH_REASON = frozenset({"return", "refuse", "disagree", "conflict"})
DONE: dict[str, Text] = {  # how a choice reads afterwards
    "pass": Text("通过", "passed"),
    "return": Text("驳回", "returned"),
    "refuse": Text("不予批准", "refused"),
    "agree": Text("同意", "agreed"),
    "disagree": Text("不同意", "did not agree"),
    "abstain": Text("弃权", "abstained"),
    "score": Text("已评分", "scored"),
    "conflict": Text("回避", "stood aside"),
}
DONE_AT: dict[Kind, dict[str, Text]] = {  # where it reads as the button did
    "review": {"pass": Text("审核通过", "passed on")},
    "countersign": {"agree": Text("同意会签", "agreed")},
    "vote": {"agree": Text("赞成", "in favour"), "disagree": Text("反对", "against")},
    "decide": {"pass": Text("批准", "approved")},
    "acknowledge": {"pass": Text("签收备案", "filed")},
    "execute": {"pass": Text("办结", "carried out")},
}


def choices_at(step: Step) -> dict[str, Text]:
    """What may be said at a step, in its own words where it has some."""
    if step.choices:
        return {each.code: Text(each.zh, each.en) for each in step.choices}
    return CHOICES[step.kind]


def done_at(step: Step | None, choice: str) -> Text | None:
    """How a choice reads afterwards in the history of a step; none: it is no choice."""
    if step is None:
        return DONE.get(choice)
    own = choices_at(step) if step.choices else DONE_AT.get(step.kind, {})
    return own.get(choice) or DONE.get(choice)
