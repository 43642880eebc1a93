"""Rights of members: claims with remedy and appeal (GOV-41; decision C17), waivers of rules."""

from __future__ import annotations

from dataclasses import replace

from xuequ.kernel.case_types import Blank, CaseType, Party, Step
from xuequ.kernel.named import Named
from xuequ.kernel.text import Text

from .parties import BUREAU, LEADER, SINCE, UNION, by, decided, opinions

REMEDY = (
    Blank("remedy", Text("补偿办法", "remedy"), "long"),
    Blank("money", Text("补偿金额（元）", "money (yuan)"), "money", required=False),
    Blank("staff", Text("支持人员（人）", "staff (persons)"), "integer", required=False),
    Blank("done_by", Text("落实期限", "to be carried out by"), "day", bounds="ahead"),
)
RULING = (
    Named("pass", "支持申诉", "uphold the claim and name the remedy"),
    Named("refuse", "不支持申诉", "dismiss the claim"),
    Named("return", "退回补充材料", "return it for more papers"),
)
ON_APPEAL = (
    Named("pass", "重新裁定", "uphold the appeal and decide anew"),
    Named("refuse", "维持原裁定", "leave the ruling as it is"),
)
HEARD = (
    Named("agree", "无异议", "agree with the claim"),
    Named("disagree", "有异议，陈述意见", "do not agree, and say why"),
)
CLAIM = CaseType(
    code="claim",
    name=Text("成员校权益申诉", "claim of a harmed member"),
    clauses=("GOV-41",),
    about=Text(
        "成员校权利受到损害的，可向监督机构提出；监督机构听取学区（集团）陈述后裁定补偿，"
        "不服可向教育局申请复议。复议由未参与原裁定的部门办理。",
        "A member whose rights were harmed asks the supervision body for a remedy; the group is "
        "heard first. It may appeal to the bureau; whoever ruled does not decide the appeal.",
    ),
    of=("school",),
    starters=("principal",),
    asks=("consortium",),
    own_only=True,
    blanks=(
        Blank("right", Text("受到损害的权利", "which right was harmed"), "long"),
        Blank("happened", Text("何时发生", "when it happened"), "day", bounds="past"),
        Blank("asked", Text("请求", "what is asked for"), "long"),
    ),
    steps=(
        replace(
            opinions("heard", "学区（集团）陈述意见", "the group is heard", UNION),
            choices=HEARD,
        ),
        Step(
            "decide",
            Text("监督机构裁定", "the supervision body decides"),
            "decide",
            (Party("supervision", "consortium"),),
            22,
            above=BUREAU,
            blanks=REMEDY,
            choices=RULING,
        ),
        Step(
            "carry_out",
            Text("落实补偿", "the remedy is carried out"),
            "execute",
            (UNION,),
            22,
            above=BUREAU,
            due_from="done_by",
            blanks=(Blank("report", Text("落实情况", "how it was carried out"), "long"),),
        ),
    ),
    appeal=Step(
        "appeal",
        Text("教育局复议", "the bureau looks again"),
        "decide",
        (BUREAU,),
        22,
        above=LEADER,
        blanks=REMEDY,
        choices=ON_APPEAL,
    ),
    appeal_always=True,
    is_private=True,
    is_right=True,
    paper="decision",
)
WAIVER = CaseType(
    code="waiver",
    name=Text("条款豁免", "waiver of a clause"),
    clauses=("REG-12",),
    about=Text(
        "学区（集团）确有困难暂不能达到某一条款的，可申请限期豁免；批准后看板注明依据。",
        "A district or group that cannot meet a clause for a while asks for leave; the board then "
        "names the decision.",
    ),
    of=("consortium",),
    starters=("union",),
    blanks=(
        Blank("clause", Text("条款", "clause"), "clause"),
        Blank(
            "until",
            Text("豁免至（该日起不再）", "until, that day no longer"),
            "day",
            bounds="ahead",
        ),
    ),
    steps=(
        Step(
            "review",
            Text("教育局审核", "the bureau examines"),
            "review",
            (BUREAU,),
            10,
            above=LEADER,
        ),
        decided(LEADER, SINCE),
    ),
    check="xuequ.governance.services.rights.check_waiver",
    effect="xuequ.governance.services.rights.waive",
    paper="decision",
    once=("clause",),
)
PLAQUE = CaseType(
    code="plaque",
    name=Text("加挂牌子", "an additional plaque"),
    clauses=("REG-31",),
    about=Text(
        "成员校加挂牵头校校区牌子，由教育局审批；批准后学校增加一个名称。",
        "A member carries a campus name of the lead; the bureau decides, the school then has a "
        "further name.",
    ),
    of=("school", "consortium"),
    starters=("principal", "union"),
    asks=("consortium", "school"),
    own_only=True,
    blanks=(Blank("name", Text("牌子名称", "name on the plaque")),),
    steps=(
        replace(
            Step(
                "consent",
                Text("学区（集团）同意", "the group agrees"),
                "countersign",
                (UNION,),
                10,
                late="onward",
            ),
            when=by("school"),
        ),
        decided(BUREAU, SINCE),
    ),
    effect="xuequ.governance.services.rights.hang_plaque",
    paper="decision",
    once=("name",),
)
CASES = (CLAIM, WAIVER, PLAQUE)
