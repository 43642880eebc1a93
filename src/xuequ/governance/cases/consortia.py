"""How consortia are formed, adjusted, recognised and dissolved (REG-29, 39, 40, 43, 44, 48)."""

from __future__ import annotations

from xuequ.kernel.case_types import Blank, CaseType, Criterion, Panel, Party, Step
from xuequ.kernel.named import Named
from xuequ.kernel.text import Text

from .parties import BUREAU, LEADER, MEMBERS, SINCE, by, decided, opinions, shown

NAMED = Party("principal", "named")
EXPERTS = Party("", "people")
MODES = (Named("compact", "紧凑型", "compact"), Named("loose", "松散型", "loose"))
KINDS = (
    Named("district", "学区", "district"),
    Named("group", "教育集团", "education group"),
    Named("alliance", "学校联盟", "alliance"),
    Named("union", "教育联合体", "education union"),
    Named("cluster", "学校集群", "cluster"),
)
LEVELS = (
    Named("district", "区（县）级", "district level"),
    Named("city", "市级示范", "municipal demonstration"),
)
FORMS = "xuequ.governance.queries.choices.forms"
PANEL = Panel(
    criteria=(
        Criterion("organisation", Text("组织治理", "organisation"), 20),
        Criterion("staffing", Text("师资流动", "teachers"), 20),
        Criterion("research", Text("教科研", "teaching research"), 20),
        Criterion("evaluation", Text("质量与增值", "quality and value added"), 20),
        Criterion("pupils", Text("学生培养", "cultivation of pupils"), 20),
    )
)


def _long(code: str, zh: str, en: str, *, required: bool = True) -> Blank:
    return Blank(code, Text(zh, en), "long", required=required)


FORM = CaseType(
    code="form_consortium",
    name=Text("组建学区（集团）", "form a district or group"),
    clauses=("REG-39", "REG-44"),
    about=Text(
        "先就规模、布局、管理模式、运行机制四个方面调研，征求相关学校意见并公示，再由局领导审批。",
        "Scale, layout, management and working are surveyed, the schools are heard, it is shown "
        "for objections, then the bureau's leader decides.",
    ),
    of=("authority",),
    starters=("bureau",),
    blanks=(
        Blank("label", Text("名称", "name"), is_public=True),
        Blank("kind", Text("类型", "kind"), "choice", choices=KINDS),
        Blank("form", Text("组建形式", "formation form"), "choice", required=False, source=FORMS),
        Blank("lead", Text("牵头校", "lead school"), "school"),
        Blank("schools", Text("成员校", "member schools"), "schools"),
        _long("scale", "调研：规模", "survey: scale"),
        _long("layout", "调研：布局", "survey: layout"),
        _long("mode", "调研：管理模式", "survey: management"),
        _long("mechanism", "调研：运行机制", "survey: how it works"),
    ),
    steps=(
        opinions("schools", "征求学校意见", "the schools are heard", NAMED),
        shown(BUREAU),
        decided(LEADER, SINCE),
    ),
    check="xuequ.governance.services.forming.check_form",
    effect="xuequ.governance.services.forming.form",
    paper="decision",
    once=("label",),
)
ADJUST = CaseType(
    code="adjust_consortium",
    name=Text("调整学区（集团）", "adjust a district or group"),
    clauses=("REG-40", "REG-43"),
    about=Text(
        "依据区域需求、集团现状、专项调研三个方面，调整组建形式、管理模式、特色发展目标或辐射范围。",
        "Form, mode, characteristic goal or reach are changed on three bases: what the area "
        "needs, where the group stands, a special survey.",
    ),
    of=("authority", "consortium"),
    starters=("bureau", "union"),
    asks=("consortium",),
    blanks=(
        _long("demand", "区域需求", "what the area needs"),
        _long("status", "集团现状", "where the group stands"),
        _long("survey", "专项调研结果", "what a special survey found"),
        Blank("mode", Text("管理模式", "mode"), "choice", required=False, choices=MODES),
        Blank("form", Text("组建形式", "formation form"), "choice", required=False, source=FORMS),
        Blank("goal", Text("特色发展目标", "characteristic goal"), required=False),
        _long("reach", "辐射范围（含跨区域）", "reach, across areas too", required=False),
    ),
    steps=(
        opinions("members", "征求成员校意见", "the members are heard", MEMBERS),
        Step(
            "review",
            Text("教育局审核", "the bureau examines"),
            "review",
            (BUREAU,),
            10,
            above=LEADER,
            when=by("consortium"),
        ),
        decided(LEADER, SINCE),
    ),
    check="xuequ.governance.services.forming.check_adjust",
    effect="xuequ.governance.services.forming.adjust",
    paper="decision",
    once=(),
)
GONE_FROM = Blank("until", Text("撤销日期", "first day no longer there"), "day", bounds="effect")
DISSOLVE = CaseType(
    code="dissolve_consortium",
    name=Text("撤销学区（集团）", "dissolve a district or group"),
    clauses=("REG-43",),
    about=Text(
        "征求成员校意见并公示后由局领导审批；成员关系、机构和任职自该日起一并终止。",
        "The members are heard, it is shown for objections, the bureau's leader decides; "
        "memberships, bodies and posts end with it.",
    ),
    of=("authority", "consortium"),
    starters=("bureau", "union"),
    asks=("consortium",),
    blanks=(
        Blank(
            "after", Text("撤销后各校安排", "what becomes of the schools"), "long", is_public=True
        ),
    ),
    steps=(
        opinions("members", "征求成员校意见", "the members are heard", MEMBERS),
        shown(BUREAU),
        decided(LEADER, GONE_FROM),
    ),
    effect="xuequ.governance.services.forming.dissolve",
    paper="decision",
    once=(),
)
RECOGNISE = CaseType(
    code="recognise",
    name=Text("学区（集团）认定", "recognition of a district or group"),
    clauses=("REG-48",),
    about=Text(
        "学区（集团）申报，教育局审核并组成评审组，评分合格后公示，再由局领导认定。",
        "The district or group applies, the bureau names a panel, a passing score is shown for "
        "objections, the bureau's leader decides.",
    ),
    of=("consortium",),
    starters=("union",),
    blanks=(
        Blank("level", Text("申报级别", "level applied for"), "choice", choices=LEVELS),
        _long("achieved", "建设成效", "what was achieved"),
    ),
    steps=(
        Step(
            "review",
            Text("教育局审核并组成评审组", "the bureau examines and names a panel"),
            "review",
            (BUREAU,),
            10,
            above=LEADER,
            blanks=(Blank("panel", Text("评审组成员", "members of the panel"), "people"),),
        ),
        Step(
            "score", Text("评审", "the panel scores"), "panel", (EXPERTS,), 15, late="close",
            panel=PANEL,
        ),
        shown(BUREAU),
        decided(LEADER, SINCE),
    ),
    effect="xuequ.governance.services.forming.recognise",
    paper="decision",
    once=(),
)  # fmt: skip
NEW_FORM = CaseType(
    code="new_form",
    name=Text("新增组建形式论证", "study of a new formation form"),
    clauses=("REG-29",),
    about=Text(
        "经深入调研论证可探索新的组建形式；批准后由教育局写入本地配置并采用。",
        "New forms may be explored after study and proof; once approved the bureau adds the form "
        "to the policy profile and adopts it.",
    ),
    of=("authority",),
    starters=("bureau",),
    blanks=(
        Blank("label", Text("形式名称", "name of the form")),
        _long("slots", "由哪些学校组成", "which schools it is made of"),
        _long("study", "调研论证情况", "study and proof"),
        Blank("panel", Text("论证专家", "experts"), "people"),
    ),
    steps=(
        opinions("experts", "专家论证", "experts are heard", EXPERTS, days=15),
        decided(LEADER),
    ),
    paper="decision",
)
CASES = (FORM, ADJUST, DISSOLVE, RECOGNISE, NEW_FORM)
