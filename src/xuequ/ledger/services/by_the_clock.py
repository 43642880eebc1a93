"""What the ledger does by the clock."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.utils import timezone

from xuequ.directory.models import Authority
from xuequ.kernel.actors import program
from xuequ.kernel.text import Text

from .counting import differences, recount
from .digests import send_digests
from .mails import can_mail
from .reminders import remind_reviews
from .respanning import respan_claims

NO_MAIL = Text("未设置发信，没有发送。", "E-mail is not set up; nothing was sent.")


def remind(now: datetime) -> Text:
    """The reminders of the day."""
    told = remind_reviews(timezone.localdate(now))
    return Text(f"提醒{told}条。", f"{told} notices.")


def send(now: datetime) -> Text:
    """The e-mails that are due.  What could not be sent is tried again the next time."""
    if not can_mail():
        return NO_MAIL
    sent = send_digests(now)
    failed = len(sent.failed)
    return Text(
        f"发出邮件{sent.mails}封、未能发出{failed}封。",
        f"{sent.mails} e-mails were sent, {failed} could not be sent.",
    )


def recount_all(now: datetime) -> Text:
    """Every counter made anew from its claims, authority by authority."""
    found = 0
    for authority in Authority.objects.order_by("pk"):
        with suppress(LookupError):  # its policy says nothing yet
            respan_claims(authority, on=timezone.localdate(now), actor=program("clock"))
        differing = len(differences(authority))
        found += differing
        if differing:
            recount(authority)
    return Text(f"更正有出入的计数{found}项。", f"{found} counters differed and were mended.")
