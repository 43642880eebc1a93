"""The kinds of paper that every place has: a notice and a certificate."""

from __future__ import annotations

from xuequ.kernel.paper import PaperKind
from xuequ.kernel.text import Text

NOTICE = PaperKind(
    code="papers.notice",
    title=Text("通知", "Notice"),
    layout="official",
    takes_number=True,
    note=Text(
        "布置工作、告知事项的公文", "An official paper that gives work or makes something known"
    ),
)
CERTIFICATE = PaperKind(
    code="papers.certificate",
    title=Text("证书", "Certificate"),
    layout="certificate",
    takes_number=True,
    note=Text("聘书、荣誉证书、结业证书等", "Appointment, honour, completion of a course"),
)
