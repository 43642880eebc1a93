"""`xuequ ledger`: what is to run by itself, counters made anew, and archives."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from . import ledger_archive
from .places import day
from .printing import add_format, show

HELP = "reminders and e-mails on a timetable; counters made anew; archives written and verified"


def add_arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    add_format(acts.add_parser("digest", help="send the e-mails that are due; run it every hour"))
    remind = acts.add_parser("remind", help="make the reminders of a day; run it every day")
    remind.add_argument("--on", type=day, default=None, help="the day, if it is not today")
    add_format(remind)
    ledger_archive.add_arguments(acts)


def run(chosen: Namespace) -> int:
    return {"digest": _digest, "remind": _remind, **ledger_archive.ACTS}[chosen.act](chosen)


def _digest(chosen: Namespace) -> int:
    """Exits 1 if an e-mail could not be sent; it is tried again at the next run."""
    from django.utils import timezone

    from xuequ.ledger.services.digests import send_digests
    from xuequ.ledger.services.mails import can_mail

    from .failure import Unanswerable

    if not can_mail():
        raise Unanswerable(
            "未设置发信：请设置 XUEQU_MAIL 和 XUEQU_URL，见 SECURITY.md。",
            "e-mail is not set up: set XUEQU_MAIL and XUEQU_URL, see SECURITY.md.",
        )
    sent = send_digests(timezone.now())
    columns = (
        Column("person", "人员", "Person"),
        Column("state", "结果", "State"),
        Column("mails", "邮件数", "E-mails", number=True),
        Column("notices", "消息数", "Notices", number=True),
        Column("why", "原因", "Why"),
    )
    done, not_sent = Text("已发送", "sent"), Text("未发出", "not sent")
    rows: list[tuple[object, ...]] = [(None, done, sent.mails, sent.notices, None)]
    rows += [(name, not_sent, 1, None, why) for name, why in sent.failed]
    show(Table(Text("邮件摘要", "Digests"), columns, rows), chosen)
    return 1 if sent.failed else 0


def _remind(chosen: Namespace) -> int:
    from django.utils import timezone

    from xuequ.ledger.services.reminders import remind_reviews

    on = chosen.on or timezone.localdate()
    columns = (
        Column("on", "日期", "Day"),
        Column("notices", "消息数", "Notices", number=True),
    )
    rows = [(on, remind_reviews(on))]
    show(Table(Text("复核提醒", "Reminders"), columns, rows), chosen)
    return 0
