"""The papers that cases bring about."""

from __future__ import annotations

from xuequ.kernel.paper import PaperKind
from xuequ.kernel.text import Text

READERS = "xuequ.cases.queries.access.subjects"
APPROVAL = PaperKind(
    code="cases.approval",
    title=Text("批复", "Official reply"),
    layout="official",
    of=("authority",),
    takes_number=True,
    by_hand=False,
    note=Text("事项批准后自动印发", "Issued by itself when a case is approved"),
    readers=READERS,
)
OUTCOME = PaperKind(
    code="cases.outcome",
    title=Text("办理结果通知书", "Notice of the outcome of a case"),
    layout="form",
    of=("authority",),
    by_hand=False,
    readers=READERS,
)
MINUTES = PaperKind(
    code="cases.minutes",
    title=Text("会议纪要", "Minutes of a meeting"),
    layout="form",
    by_hand=False,
)
HISTORY = PaperKind(
    code="cases.history",
    title=Text("审批记录", "History of a case"),
    layout="form",
    of=("authority",),
    by_hand=False,
)
