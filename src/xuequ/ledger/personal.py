"""Personal data of guardians that the ledger keeps: where to send them word."""

from __future__ import annotations

from xuequ.kernel.held import Held, of
from xuequ.kernel.text import Text

HELD = (
    Held(
        "8-email",
        Text("电子邮箱（可不填）", "E-mail address (optional)"),
        of("ledger.Delivery", email=("电子邮箱", "e-mail address")),
        Text("把站内消息另发一份到邮箱", "to send notices by e-mail as well"),
        "own",
        Text("只有本人", "nobody but its owner"),
        Text(
            "本人删除即删；账号注销时一并删除", "until its owner takes it away, or with the account"
        ),
        is_optional=True,
    ),
)
NOT_OF_FAMILIES = {
    "ledger.Feedback.words": "among teachers",
    "ledger.Feedback.answer": "among teachers",
}
