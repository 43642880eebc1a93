"""Usual phrases offered for an opinion (常用语), by what is said."""

from __future__ import annotations

from xuequ.kernel.text import Text

AGREED = (
    Text("同意。", "Agreed."),
    Text("同意，请按程序办理。", "Agreed; please go on by the procedure."),
    Text("情况属实，同意上报。", "The facts are right; agreed to be sent on."),
    Text("已阅，无意见。", "Read, nothing to add."),
)
PHRASES: dict[str, tuple[Text, ...]] = {
    "pass": AGREED,
    "agree": AGREED,
    "return": (
        Text("材料不全，请补充后重新提交。", "Papers are missing; add them and hand it in again."),
        Text("情况不清，请核实后重新提交。", "The facts are unclear; check and hand it in again."),
        Text(
            "事项类别不对，请按对应事项提交。", "It is the wrong kind of case; use the right one."
        ),
    ),
    "refuse": (
        Text("不符合政策规定。", "It does not meet the policy."),
        Text("条件尚不成熟。", "The time for it has not come."),
    ),
    "disagree": (
        Text("不符合政策规定。", "It does not meet the policy."),
        Text("与本校实际不符。", "It does not fit our school."),
    ),
    "conflict": (
        Text("与申请人有利害关系。", "Close to whoever asks."),
        Text("本人参与该事项。", "Takes part in the matter."),
    ),
}
