"""Kinds of cases of enrolment: appeals of families, objections to exceptional placements."""

from __future__ import annotations

from xuequ.kernel.case_types import Blank, CaseType, Party, Step
from xuequ.kernel.named import Named
from xuequ.kernel.text import Text

BUREAU, LEADER = Party("bureau", "authority"), Party("leader", "authority")
CHILD = Blank("child", Text("儿童编号", "child's number"))
ABOUT = (
    Named("result", "录取结果", "the result"),
    Named("points", "积分或条件的认定", "points or conditions"),
    Named("dwelling", "住所学位锁定", "the seat lock of the dwelling"),
)
REMEDIES = (
    Named(
        "register", "登记特殊入学（纠错），经批准、公示后入学", "by the register, error put right"
    ),
    Named("check", "重新审核申请", "the application is checked again"),
    Named("told", "已说明或更正，无须其他处理", "explained or put right, nothing more is needed"),
)
REMEDY = (
    Blank("remedy", Text("如何纠正", "how it is put right"), "choice", choices=REMEDIES),
    Blank("told", Text("答复家长", "what the family is told"), "long"),
)
APPEAL = CaseType(
    code="enrolment_appeal",
    name=Text("入学申诉", "appeal about enrolment"),
    clauses=("ENR-03",),
    about=Text(
        "家长对自己孩子的录取结果、积分认定或学位锁定不服的，可在告知的期限内申诉；由原审核人、"
        "批准人以外的人员处理。申诉成立的，经特殊入学登记或重新审核纠正，不改动封存的结果。",
        "A family that does not agree with its child's result, points or seat lock may appeal in "
        "time; others than before decide. What was wrong is put right by the register or a new "
        "check; the sealed result is never edited.",
    ),
    of=("authority",),
    starters=(),  # families, from the pages of their child
    blanks=(
        CHILD,
        Blank("about", Text("申诉事项", "what it is about"), "choice", choices=ABOUT),
    ),
    steps=(
        Step(
            "decide",
            Text("教育局处理", "the bureau decides"),
            "decide",
            (BUREAU,),
            10,
            above=LEADER,
            blanks=REMEDY,
            choices=(
                Named("pass", "申诉成立", "the appeal is upheld"),
                Named("refuse", "申诉不成立", "the appeal is dismissed"),
            ),
        ),
    ),
    appeal=Step(
        "again",
        Text("局领导复核", "the bureau's leader looks again"),
        "decide",
        (LEADER,),
        10,
        blanks=REMEDY,
        choices=(
            Named("pass", "申诉成立", "the appeal is upheld"),
            Named("refuse", "维持原处理", "it stays as it was decided"),
        ),
    ),
    appeal_days=10,
    is_private=True,
    is_right=True,
    bars="xuequ.enrolment.queries.telling.appeals.kept_out",
)
OBJECTION = CaseType(
    code="enrolment_objection",
    name=Text("特殊入学公示异议", "objection to an exceptional placement"),
    clauses=("ENR-03", "ENR-04", "ENR-05", "ENR-06"),
    about=Text(
        "特殊入学公示期间，任何人可以提出异议；处理完毕以前不得入学。由提出人、批准人以外的人员处理。",
        "While an exceptional placement is shown everybody may object; until that is settled the "
        "child does not come in. Others than who proposed or approved it decide.",
    ),
    of=("authority",),
    starters=(),  # everybody, from the public page
    blanks=(CHILD, Blank("entry", Text("登记序号", "entry of the register"))),
    steps=(
        Step(
            "decide",
            Text("教育局处理", "the bureau decides"),
            "decide",
            (BUREAU,),
            5,
            above=LEADER,
            choices=(
                Named("pass", "异议成立，终止特殊入学", "upheld: the exceptional placement ends"),
                Named("refuse", "异议不成立", "the objection is dismissed"),
            ),
        ),
    ),
    effect="xuequ.enrolment.services.exceptions.objecting.uphold",
    is_private=True,
    is_right=True,
    bars="xuequ.enrolment.queries.telling.appeals.kept_out",
)
