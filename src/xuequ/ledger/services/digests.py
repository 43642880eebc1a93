"""Send everybody who wants it one e-mail with what they have not read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from xuequ.kernel.text import Text
from xuequ.vault.sealing import CannotOpen

from ..engine.digests import Wish, is_due
from ..models import Delivery, Notice
from ..queries.notices import still_reads
from . import mails

MOST = 50  # notices named in one e-mail
NUMBER = re.compile(r"\d{7,}")  # could be somebody's: of identity, of a telephone, of a pupil


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a run: e-mails, notices in them, and for each failure whose and why."""

    mails: int
    notices: int
    failed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Batch:
    """One e-mail to be sent, and what to put back if that fails."""

    delivery: Delivery
    notices: list[Notice]
    last_sent_at: datetime | None


def send_digests(now: datetime) -> Sent:
    """Send the digests that are due.

    Each is noted as sent first and put back if it fails, so that two runs at once, or one that
    is killed, never send the same twice; the notices stay in the inbox in any case.
    """
    sent, told, failed = 0, 0, []
    wanted = Delivery.objects.exclude(digest=Delivery.Digest.NONE)
    wanted = wanted.exclude(confirmed_at=None).exclude(email=None).order_by("pk")
    for pk in list(wanted.values_list("pk", flat=True)):
        batch = _claim(pk, now)
        if batch is None:
            continue
        try:
            mails.send(batch.delivery.email.open(), *_words(batch.notices))
        except (OSError, ValueError, CannotOpen) as error:
            _put_back(batch)
            failed.append((str(batch.delivery.person), _why(error)))
        else:
            sent += 1
            told += len(batch.notices)
    return Sent(sent, told, tuple(failed))


@transaction.atomic
def _claim(pk: int, now: datetime) -> _Batch | None:
    """What is due to one person, noted as sent; none if nothing is."""
    rows = Delivery.objects.select_for_update(skip_locked=True, of=("self",))
    delivery = rows.select_related("person").filter(pk=pk).first()
    if delivery is None:
        return None
    wish = Wish(delivery.digest, delivery.quiet_from, delivery.quiet_until)
    local, last = timezone.localtime(now), delivery.last_sent_at
    if not is_due(wish, local, timezone.localtime(last) if last else None):
        return None
    if not still_reads(delivery.person, local.date()):
        return None
    unread = Notice.objects.filter(person=delivery.person, read_at=None, mailed_at=None)
    found = list(unread)
    if not found:
        return None
    Notice.objects.filter(pk__in=[each.pk for each in found]).update(mailed_at=now)
    delivery.last_sent_at = now
    delivery.save(update_fields=["last_sent_at"])
    return _Batch(delivery, found, last)


@transaction.atomic
def _put_back(batch: _Batch) -> None:
    ids = [each.pk for each in batch.notices]
    Notice.objects.filter(pk__in=ids).update(mailed_at=None)
    Delivery.objects.filter(pk=batch.delivery.pk).update(last_sent_at=batch.last_sent_at)


def _words(notices: Sequence[Notice]) -> tuple[Text, Text]:
    """Subject and text."""
    count, more = len(notices), len(notices) - MOST
    told, inbox = notices[:MOST], mails.absolute(reverse("ledger:notice_list"))
    subject = Text(
        f"学区：{count}条未读消息", f"Xuequ: {count} unread notice{'s' if count > 1 else ''}"
    )
    zh = [_line(each, "zh-hans") for each in told]
    en = [_line(each, "en") for each in told]
    if more > 0:
        zh.append(f"- 另有{more}条")
        en.append(f"- and {more} more")
    zh += ["", f"全部消息：{inbox}", "不想再收到，请在“消息”页的“通知方式”中更改。"]
    en += ["", f"All notices: {inbox}", "To stop this, see «How I am told» on that page."]
    return subject, Text("\n".join(zh), "\n".join(en))


def _line(notice: Notice, language: str) -> str:
    """One notice.  Of an entry only the sort is told: its title is somebody's own words."""
    text = notice.text.say(language)
    if notice.entry_id is not None or NUMBER.search(text):
        with translation.override(language):
            text = str(Notice.Kind(notice.kind).label)
    link = f"\n  {mails.absolute(notice.link)}" if notice.link else ""
    return f"- {text}{link}"


def _why(error: Exception) -> str:
    """The cause without the address, which an error of the server may repeat."""
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()
