"""What is done with large imports beside the pages."""

from __future__ import annotations

from xuequ.kernel.run_kinds import RunKind
from xuequ.kernel.text import Text

HERE = "xuequ.intake.services.carrying"
THERE = "xuequ.intake.queries.carried"


def _kind(code: str, title: Text, about: Text, *, work: str, effect: str) -> RunKind:
    return RunKind(
        code,
        title,
        about,
        work=f"{HERE}.{work}",
        effect=f"{HERE}.{effect}",
        needs="intake.import",
        shows=f"{THERE}.shown",
        leads_to=f"{THERE}.page_of",
        rehearses=True,
        is_repeatable=False,
    )


CHECK = _kind(
    "intake.check",
    Text("核对导入文件", "Check an import"),
    Text(
        "逐行核对导入的文件，算出会有哪些变更；不写入任何数据。",
        "Checks every row of a file and works out what it would change; nothing is written.",
    ),
    work="look",
    effect="keep",
)
COMMIT = _kind(
    "intake.commit",
    Text("写入导入的数据", "Bring an import in"),
    Text(
        "按预览的变更整份写入；中途停止则一行也不写。",
        "Writes what was shown, all of it; if it is stopped halfway, none of it.",
    ),
    work="read",
    effect="bring_in",
)
UNDO = _kind(
    "intake.undo",
    Text("撤销导入", "Undo an import"),
    Text(
        "把导入写入的数据整份恢复原状；中途停止则一行也不动。",
        "Puts everything an import wrote back as it was; if it is stopped halfway, none of it.",
    ),
    work="wait",
    effect="take_back",
)
KINDS = (CHECK, COMMIT, UNDO)
