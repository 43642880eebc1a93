"""Requests of every kind, and the study of how a district works (REG-50)."""

from __future__ import annotations

from xuequ.kernel.case_types import Blank, CaseType, Step
from xuequ.kernel.named import Named
from xuequ.kernel.text import Text

from .parties import BUREAU, LEADER, UNION, by, decided

REQUEST = CaseType(
    code="request",
    name=Text("一般请示", "general request"),
    clauses=("GOV-50",),
    about=Text(
        "没有专门流程的事项，逐级请示，由教育局答复。",
        "What has no procedure of its own is asked step by step; the bureau answers.",
    ),
    of=("school", "consortium"),
    starters=("school", "union"),
    blanks=(Blank("asked", Text("请示事项", "what is asked"), "long"),),
    steps=(
        Step(
            "bureau",
            Text("教育局办理", "the bureau examines"),
            "review",
            (BUREAU,),
            10,
            above=LEADER,
        ),
        decided(LEADER),
    ),
    paper="decision",
)
STUDY = CaseType(
    code="case_study",
    name=Text("运行机制个案研究", "study of how a district works"),
    clauses=("REG-50",),
    about=Text(
        "逐个研究学区（集团）的运行机制，动态管理，成功经验向其他学区（集团）迁移。",
        "How each district works is studied case by case; what works is carried over to others.",
    ),
    of=("authority", "consortium"),
    starters=("bureau", "union"),
    asks=("consortium",),
    blanks=(
        Blank("mechanism", Text("运行机制", "how it works"), "long"),
        Blank("problems", Text("问题", "problems"), "long"),
        Blank("experience", Text("可迁移的经验", "what others can take over"), "long"),
        Blank(
            "managed",
            Text("管理意见", "what follows"),
            "choice",
            choices=(
                Named("keep", "保持", "go on"),
                Named("adjust", "调整", "adjust"),
                Named("spread", "推广", "spread"),
            ),
        ),
    ),
    steps=(
        Step(
            "union",
            Text("学区（集团）核对", "the district checks the facts"),
            "review",
            (UNION,),
            10,
            above=BUREAU,
            when=by("authority"),
        ),
        Step(
            "bureau",
            Text("教育局研究", "the bureau studies it"),
            "review",
            (BUREAU,),
            10,
            above=LEADER,
            when=by("consortium"),
        ),
        decided(LEADER),
    ),
)
CASES = (REQUEST, STUDY)
