"""How founding documents are adopted and amended (章程、计划、制度, GOV-32, GOV-39, GOV-60)."""

from __future__ import annotations

from xuequ.kernel.case_types import Blank, CaseType, Condition, Party, Step
from xuequ.kernel.text import Text

from .parties import BUREAU, LEADER, MEMBERS, SINCE, decided

IS_CHARTER = Condition("document", ("charter",))
OTHER = Condition("document", ("charter",), unless=True)

CHARTER = CaseType(
    code="founding_document",
    name=Text("制定或修订章程、计划、制度", "adopt or amend a charter, plan or rules"),
    clauses=("GOV-32", "GOV-39"),
    about=Text(
        "章程的制定和修订须全体成员校明确同意，不表态不算同意；计划和制度由成员校过半数同意。",
        "A charter and each amendment need the explicit consent of every member, silence is not "
        "consent; plans and rules need more in favour than against, more than half taking part.",
    ),
    of=("consortium",),
    starters=("union",),
    blanks=(
        Blank(
            "document",
            Text("文件种类", "document"),
            "choice",
            source="xuequ.governance.queries.choices.documents",
        ),
        Blank("name", Text("文件名称", "title of the document")),
        Blank(
            "changes",
            Text("主要内容（修订的写明修订处）", "main content, or what is amended"),
            "long",
        ),
    ),
    steps=(
        Step(
            "consent",
            Text("全体成员校表决", "every member votes"),
            "vote",
            (MEMBERS,),
            15,
            late="close",
            when=(IS_CHARTER,),
            threshold="unanimous",
        ),
        Step(
            "vote",
            Text("成员校表决", "the members vote"),
            "vote",
            (MEMBERS,),
            10,
            late="close",
            when=(OTHER,),
            threshold="simple",
            quorum="half",
        ),
        Step(
            "adopt",
            Text("公布施行", "put in force"),
            "acknowledge",
            (Party("union", "consortium"),),
            10,
            above=BUREAU,
            blanks=(SINCE,),
        ),
    ),
    effect="xuequ.governance.services.charters.adopt",
    paper="decision",
    once=("document",),
)
SCHOOL_CHARTER = CaseType(
    code="school_charter",
    name=Text("学校章程和规章审核", "review of a school's charter and rules"),
    clauses=("GOV-60",),
    about=Text(
        "学校修订章程或审查、清理规章制度，由教育局审核。",
        "A school revises its charter, or examines and repeals rules; the bureau reviews it.",
    ),
    of=("school",),
    starters=("school",),
    blanks=(
        Blank("name", Text("章程或规章名称", "charter or rule")),
        Blank("changes", Text("修订、废止内容", "what is revised or repealed"), "long"),
    ),
    steps=(
        Step(
            "review",
            Text("教育局指导审核", "the bureau guides and reviews"),
            "review",
            (BUREAU,),
            10,
            above=LEADER,
        ),
        decided(LEADER, SINCE),
    ),
    paper="decision",
)
CASES = (CHARTER, SCHOOL_CHARTER)
