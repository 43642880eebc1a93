"""How cadres are appointed and hired (GOV-22, GOV-23, GOV-53, GOV-54)."""

from __future__ import annotations

from xuequ.kernel.case_types import Blank, CaseType, Criterion, Panel, Party, Step
from xuequ.kernel.named import Named
from xuequ.kernel.text import Text

from .parties import BUREAU, LEADER, PERSONNEL, SCHOOL, SINCE, decided, opinions, shown

POST = Blank("post", Text("职务", "post"), "post")
PERSON = Blank("person", Text("拟任人选", "candidate"), "person")
EXPERTS = Party("", "people")
HIRED = (
    Named("dean", "教导主任", "dean"),
    Named("school_office", "学校办公室", "school office"),
)
INTERVIEW = Panel(
    criteria=(
        Criterion("integrity", Text("政治素质和师德", "integrity"), 30),
        Criterion("ability", Text("管理能力", "ability to manage"), 40),
        Criterion("record", Text("工作实绩", "record of work"), 30),
    )
)

APPOINT = CaseType(
    code="appoint",
    name=Text("副校级以上干部任命", "appointment of deputy principals and above"),
    clauses=("GOV-22", "GOV-53"),
    about=Text(
        "牵头校党组织提出推荐意见，人事股考察，公示后由局领导任命；批准后任职自生效日期起变更。",
        "The lead school's Party organisation recommends, the personnel section examines, it is "
        "shown for objections, the bureau's leader appoints.",
    ),
    of=("authority",),
    starters=("bureau", "personnel"),
    asks=("consortium",),
    blanks=(POST, PERSON),
    steps=(
        opinions(
            "recommend",
            "牵头校党组织推荐意见",
            "the lead school's Party organisation recommends",
            Party("head", "consortium"),
        ),
        Step(
            "examine",
            Text("人事股考察", "the personnel section examines"),
            "review",
            (PERSONNEL,),
            15,
            above=LEADER,
        ),
        shown(PERSONNEL),
        decided(LEADER, SINCE),
    ),
    check="xuequ.governance.services.cadres.check_appoint",
    effect="xuequ.governance.services.cadres.appoint_cadre",
    paper="decision",
    once=("post",),
)
HIRE = CaseType(
    code="hire",
    name=Text("中层管理人员聘任", "hiring of middle managers"),
    clauses=("GOV-23",),
    about=Text(
        "学校按需设岗并写明岗位职责，公示后由校长聘任，报教育局备案。",
        "The school sets up the post and writes down its duties, shows the candidate, the "
        "principal hires, the bureau takes note.",
    ),
    of=("school",),
    starters=("school",),
    blanks=(
        Blank("role", Text("岗位类别", "kind of post"), "choice", choices=HIRED),
        Blank("title", Text("岗位名称", "title of the post"), is_public=True),
        Blank("duties", Text("岗位职责", "duties of the post"), "long", is_public=True),
        PERSON,
    ),
    steps=(
        shown(SCHOOL, days=3),
        Step(
            "hire",
            Text("校长聘任", "the principal hires"),
            "decide",
            (SCHOOL,),
            10,
            above=BUREAU,
            blanks=(SINCE,),
        ),
        Step("file", Text("教育局备案", "the bureau takes note"), "acknowledge", (BUREAU,), 10),
    ),
    effect="xuequ.governance.services.cadres.hire",
    effect_after="hire",
    once=("title", "person"),
)
GROUP_HIRE = CaseType(
    code="group_hire",
    name=Text("集团内校级干部竞聘", "hiring of school leaders within a group"),
    clauses=("GOV-54",),
    about=Text(
        "集团内校级岗位公开竞聘：评审组评分，公示，教育局审批；干部能上也能下。",
        "Posts of school leaders are filled within the group: a panel scores, it is shown for "
        "objections, the bureau decides.",
    ),
    of=("consortium",),
    starters=("union",),
    blanks=(
        POST,
        PERSON,
        Blank("rank", Text("校长职级（如有）", "rank as a principal, if any"), required=False),
        Blank("panel", Text("评审组成员", "members of the panel"), "people"),
    ),
    steps=(
        Step(
            "score", Text("评审组评分", "the panel scores"), "panel", (EXPERTS,), 10,
            late="close", panel=INTERVIEW,
        ),
        shown(Party("union", "consortium")),
        decided(BUREAU, SINCE),
    ),
    check="xuequ.governance.services.cadres.check_appoint",
    effect="xuequ.governance.services.cadres.appoint_cadre",
    paper="decision",
    once=("post",),
)  # fmt: skip
CASES = (APPOINT, HIRE, GROUP_HIRE)
