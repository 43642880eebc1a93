"""How schools enter and leave a consortium (进出机制, REG-46, REG-47; decisions C15, C16)."""

from __future__ import annotations

from dataclasses import replace

from xuequ.kernel.case_types import Blank, CaseType, Step
from xuequ.kernel.named import Named
from xuequ.kernel.text import Text

from .parties import BUREAU, SCHOOL, SINCE, UNION, by, decided, opinions

SIGNS = Blank(
    "signs_charter",
    Text("已阅读并签署现行章程", "has read the charter in force and signs it"),
    "yes",
    required=False,
    by=("school",),
    reads="xuequ.governance.queries.choices.charters",
    note=Text("联合体有章程的，须签署后才能加入。", "Needed where there is a charter in force."),
)
ROLE = Blank(
    "role",
    Text("加入身份", "joins as"),
    "choice",
    choices=(Named("member", "成员校", "member school"), Named("guest", "客座", "guest")),
)
UNTIL = Blank(
    "until",
    Text("退出日期（该日起不再是成员）", "first day no longer a member"),
    "day",
    bounds="effect",
)
GROUP = opinions("examine", "集团（学区）审查", "the group examines", UNION, days=22)

JOIN = CaseType(
    code="join",
    name=Text("学校加入学区（集团）", "a school joins a district or group"),
    clauses=("REG-46", "REG-47"),
    about=Text(
        "学校申请或集团邀请，集团审查提出意见，教育局审批；批准后名册自生效日期起变更。",
        "The school applies or the group invites, the group examines, the bureau decides; the "
        "roster changes from the day named.",
    ),
    of=("school", "consortium"),
    starters=("principal", "union"),
    asks=("consortium", "school"),
    blanks=(ROLE, SIGNS),
    steps=(
        Step(
            "consent",
            Text("学校同意", "the school agrees"),
            "countersign",
            (SCHOOL,),
            22,
            late="close",
            when=by("consortium"),
            blanks=(SIGNS,),
        ),
        replace(GROUP, when=by("school")),
        decided(BUREAU, replace(SINCE, name=Text("加入日期", "member from")), days=22),
    ),
    check="xuequ.governance.services.joining.check_join",
    effect="xuequ.governance.services.joining.join",
    paper="decision",
    once=(),
)
LEAVE = CaseType(
    code="leave",
    name=Text("学校退出学区（集团）", "a school leaves a district or group"),
    clauses=("REG-46", "REG-47"),
    about=Text(
        "学校或集团提出，对方提出意见，教育局审批；牵头校退出前须先确定新的牵头校。",
        "School or group asks, the other side says what it thinks, the bureau decides; a lead "
        "school is replaced first.",
    ),
    of=("school", "consortium"),
    starters=("principal", "union"),
    asks=("consortium", "school"),
    own_only=True,
    steps=(
        replace(
            opinions("school", "学校意见", "opinion of the school", SCHOOL, days=22),
            when=by("consortium"),
        ),
        replace(GROUP, when=by("school")),
        decided(BUREAU, UNTIL, days=22),
    ),
    check="xuequ.governance.services.joining.check_leave",
    effect="xuequ.governance.services.joining.leave",
    paper="decision",
    once=(),
)
CASES = (JOIN, LEAVE)
