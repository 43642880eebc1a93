"""What is settled and filed with the office above: the official roster, the county's measures."""

from __future__ import annotations

from xuequ.kernel.case_types import Blank, CaseType, Party, Step
from xuequ.kernel.text import Text

from .parties import ABOVE, BUREAU, LEADER, SINCE, decided

ROSTER = CaseType(
    code="file_roster",
    name=Text("学区名册备案", "filing of the official roster"),
    clauses=("REG-38",),
    about=Text(
        "各学区长会签名册，确定各项目具体负责人，局领导审定后报市级领导小组办公室备案。",
        "Every district head signs the roster, the persons responsible for each item are named, "
        "the bureau's leader approves, the municipal office takes note.",
    ),
    of=("authority",),
    starters=("bureau",),
    blanks=(
        Blank("as_of", Text("名册截至日期", "roster as of"), "day"),
        Blank(
            "responsible",
            Text("各项目具体负责人", "persons responsible for each item"),
            "long",
            note=Text("每行一项：项目——负责人", "One to a line: item — person"),
        ),
    ),
    steps=(
        Step(
            "heads",
            Text("学区长会签", "the district heads sign"),
            "countersign",
            (Party("head", "unions"),),
            10,
            above=BUREAU,
        ),
        decided(LEADER),
        Step(
            "file",
            Text("市级领导小组办公室备案", "the municipal office takes note"),
            "acknowledge",
            (ABOVE,),
            10,
            above=LEADER,
            blanks=(
                Blank("receipt", Text("备案回执号", "number of the receipt")),
                Blank("filed_on", Text("备案日期", "filed on"), "day", bounds="past"),
            ),
        ),
    ),
    check="xuequ.governance.services.filings.check_roster",
    effect="xuequ.governance.services.filings.file_roster",
    paper="decision",
    once=("as_of",),
)
MEASURES = CaseType(
    code="measures",
    name=Text("制定实施办法", "the county's implementation measures"),
    clauses=("GOV-65",),
    about=Text(
        "教育行政部门牵头起草本县（区）实施办法，征求各学区（集团）意见后由局领导审定。",
        "The education authority drafts the county's measures, hears the districts and groups, "
        "the bureau's leader approves.",
    ),
    of=("authority",),
    starters=("bureau",),
    blanks=(
        Blank("name", Text("办法名称", "title of the measures")),
        Blank("content", Text("主要内容", "main content"), "long"),
    ),
    steps=(
        Step(
            "unions",
            Text("征求学区（集团）意见", "the districts and groups are heard"),
            "opinion",
            (Party("union", "unions"),),
            10,
            late="onward",
        ),
        decided(LEADER, SINCE),
    ),
    paper="decision",
)
CASES = (ROSTER, MEASURES)
