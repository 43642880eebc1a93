"""Long computations of the board."""

from __future__ import annotations

from xuequ.kernel.run_kinds import RunKind
from xuequ.kernel.text import Text

KINDS = (
    RunKind(
        "board.measure",
        Text("全部条款测算", "Measure every clause"),
        Text(
            "按当日的地方配置测算本局全部条款，结果封存，可与其他日期的结果对照。",
            "Measures every clause of your authority by the policy of the day and seals what it "
            "finds, so that it can be laid beside the result of another day.",
        ),
        work="xuequ.board.queries.measuring.measure",
        needs="board.view",
        asks="xuequ.board.queries.measuring.asked",
        shows="xuequ.board.queries.measuring.shown",
    ),
)
