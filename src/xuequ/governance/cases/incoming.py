"""Papers that come in (收文): proposed, instructed, carried out, filed."""

from __future__ import annotations

from xuequ.kernel.case_types import Blank, CaseType, Condition, Party, Step
from xuequ.kernel.named import Named
from xuequ.kernel.text import Text

from .parties import BUREAU, LEADER, SCHOOL, UNION, by

HEAD = Party("head", "consortium")
STAFF = Party("school", "school")
TO_DO = (Condition("handling", ("do",)),)
URGENCY = (
    Named("usual", "平件", "usual"),
    Named("urgent", "加急", "urgent"),
    Named("most_urgent", "特急", "most urgent"),
)
INSTRUCTION = (
    Blank("instruction", Text("批示", "instruction"), "long"),
    Blank(
        "handling",
        Text("办理方式", "what is to be done"),
        "choice",
        choices=(
            Named("do", "承办", "carry it out"),
            Named("know", "阅知后归档", "take note and file it"),
        ),
    ),
    Blank(
        "doers",
        Text("承办人", "who carries it out"),
        "people",
        required=False,
        note=Text("办理方式为“承办”时填写", "if it is to be carried out"),
    ),
)


def instructed(leader: Party, place: str) -> Step:
    """Whoever leads the place says what is to be done."""
    name = Text("领导批示", "the leader instructs")
    code = f"instruct_{place}"
    return Step(code, name, "review", (leader,), 3, when=by(place), blanks=INSTRUCTION)


def filed(office: Party, place: str) -> Step:
    """The office puts it into the file."""
    number = Blank("file_number", Text("归档号", "number in the file"), required=False)
    name = Text("归档", "filed")
    code = f"file_{place}"
    return Step(code, name, "execute", (office,), 10, when=by(place), blanks=(number,))


INCOMING = CaseType(
    code="incoming_paper",
    name=Text("收文办理", "paper received"),
    clauses=(),
    about=Text(
        "上级或其他单位来文：登记并附原件，提出拟办意见，领导批示，承办人办理并报告结果，最后归档；需要传阅的，抄送有关人员。",
        "A paper from above or outside is registered with its file and a proposal; the leader "
        "instructs, those named carry it out and report, the office files it. Copies go to "
        "whoever should read it.",
    ),
    of=("authority", "consortium", "school"),
    starters=("bureau", "union", "school"),
    blanks=(
        Blank("sender", Text("来文单位", "sent by")),
        Blank("their_number", Text("来文字号", "its number"), required=False),
        Blank("about", Text("文件标题", "its title")),
        Blank("received_on", Text("收文日期", "received on"), "day", bounds="past"),
        Blank("urgency", Text("紧急程度", "urgency"), "choice", choices=URGENCY),
        Blank("proposal", Text("拟办意见", "what the office proposes"), "long"),
    ),
    steps=(
        instructed(LEADER, "authority"),
        instructed(HEAD, "consortium"),
        instructed(SCHOOL, "school"),
        Step(
            "do",
            Text("承办", "carried out"),
            "execute",
            (Party("", "people"),),
            10,
            when=TO_DO,
            blanks=(Blank("result", Text("办理结果", "what came of it"), "long"),),
        ),
        filed(BUREAU, "authority"),
        filed(UNION, "consortium"),
        filed(STAFF, "school"),
    ),
)
CASES = (INCOMING,)
