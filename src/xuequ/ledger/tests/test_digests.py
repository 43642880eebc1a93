"""One e-mail with what is unread: when it is due, once, and with nothing private in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from support_plugin import Cast
from xuequ.cli.main import main
from xuequ.cli.tests.asking import Capture, complaint, rows_of
from xuequ.directory.models import Holding
from xuequ.kernel.text import Text
from xuequ.ledger.models import Delivery, Entry, Notice
from xuequ.ledger.services.digests import send_digests
from xuequ.ledger.services.notices import News, notify

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday
NIGHT = NOON.replace(hour=23)


@pytest.fixture(autouse=True)
def mails(settings: Any) -> None:
    settings.XUEQU_MAILS, settings.XUEQU_URL = True, "https://xuequ.example"


def wants(cast: Cast, who: str = "teacher", **values: Any) -> Delivery:
    """Somebody who wants e-mail and has confirmed the address."""
    chosen = {"email": f"{who}@school.example", "digest": "daily", "confirmed_at": NOON, **values}
    return Delivery.objects.create(person=cast.accounts[who].person, **chosen)


def tell(cast: Cast, who: str = "teacher", text: str = "请查看", **values: Any) -> None:
    news = News(Notice.Kind.COPY, Text(text, f"{text} please"), **values)
    notify(cast.accounts[who].person, news)


def test_one_e_mail_holds_all_that_is_unread_in_both_languages(cast: Cast) -> None:
    wants(cast)
    tell(cast, text="甲", link="/commitments/")
    tell(cast, text="乙")
    sent = send_digests(NOON)
    assert (sent.mails, sent.notices, sent.failed) == (1, 2, ())
    [message] = mail.outbox
    assert message.to == ["teacher@school.example"]
    zh, _, en = message.body.partition("----")
    assert "- 甲\n  https://xuequ.example/commitments/" in zh and "- 乙" in zh
    assert "- 甲 please" in en and "https://xuequ.example/notices/" in en
    assert "黄演示" not in f"{message.body}{message.subject}"


def test_twice_run_is_sent_once(cast: Cast) -> None:
    wants(cast)
    tell(cast)
    assert send_digests(NOON).mails == 1
    assert send_digests(NOON).mails == send_digests(NOON + timedelta(days=1)).mails == 0
    assert len(mail.outbox) == 1


def test_what_comes_later_goes_out_the_next_day(cast: Cast) -> None:
    wants(cast)
    tell(cast, text="早")
    send_digests(NOON)
    tell(cast, text="晚")
    assert send_digests(NOON + timedelta(hours=3)).mails == 0
    assert send_digests(NOON + timedelta(days=1)).mails == 1
    assert "晚" in mail.outbox[1].body and "早" not in mail.outbox[1].body


@pytest.mark.parametrize(
    "values",
    [
        {"digest": "none"},
        {"confirmed_at": None},
        {"email": None},
        {"quiet_from": "11:00", "quiet_until": "13:00"},
        {"digest": "weekly", "last_sent_at": NOON - timedelta(hours=1)},
    ],
)
def test_nothing_goes_where_it_is_not_wanted(cast: Cast, values: dict[str, Any]) -> None:
    wants(cast, **values)
    tell(cast)
    assert send_digests(NOON).mails == 0
    assert mail.outbox == [] and Notice.objects.get().mailed_at is None


def test_nothing_is_sent_at_night_and_all_of_it_in_the_morning(cast: Cast) -> None:
    wants(cast)
    tell(cast)
    assert send_digests(NIGHT).mails == 0
    assert send_digests(NIGHT + timedelta(hours=9)).mails == 1


def test_what_was_read_is_not_sent(cast: Cast) -> None:
    wants(cast)
    tell(cast)
    Notice.objects.update(read_at=NOON)
    assert send_digests(NOON).mails == 0


def test_nothing_is_sent_once_the_last_post_has_ended_or_the_account_is_closed(
    cast: Cast,
) -> None:
    wants(cast)
    wants(cast, "head")
    tell(cast)
    tell(cast, "head")
    Holding.objects.filter(person=cast.accounts["teacher"].person).update(until=NOON.date())
    cast.accounts["head"].is_active = False
    cast.accounts["head"].save()
    assert send_digests(NOON).mails == 0


def test_a_failed_e_mail_stops_nobody_elses_is_said_and_tried_again(
    cast: Cast, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "xuequ.ledger.tests.broken_mail.Picky"
    wants(cast, email="bad@school.example")
    wants(cast, "head")
    tell(cast)
    tell(cast, "head")
    sent = send_digests(NOON)
    assert sent.mails == 1
    assert sent.failed == (("黄演示", "SMTPRecipientsRefused"),)  # and not the address
    assert send_digests(NOON).failed == sent.failed
    Delivery.objects.filter(person=cast.accounts["teacher"].person).update(
        email="good@school.example"
    )
    assert send_digests(NOON).mails == 1


def test_of_an_entry_and_of_a_long_number_only_the_sort_is_told(cast: Cast) -> None:
    wants(cast)
    entry = Entry.objects.create(
        authority=cast.authority, artefact="log", title="家访小演示", happened_on=NOON.date()
    )
    tell(cast, text="家访小演示", entry=entry)
    tell(cast, text="13900000000", link="/x/")
    send_digests(NOON)
    body = mail.outbox[0].body
    assert "小演示" not in body and "139" not in body
    assert body.partition("----")[2].count("- copy for you") == 2
    assert "https://xuequ.example/x/" in body


def test_a_hundred_notices_make_one_short_e_mail(cast: Cast) -> None:
    wants(cast)
    for _ in range(60):
        tell(cast)
    assert send_digests(NOON).notices == 60
    assert "- 另有10条" in mail.outbox[0].body and "- and 10 more" in mail.outbox[0].body


def test_the_command_says_how_many_and_what_failed(
    cast: Cast, capsys: Capture, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "xuequ.ledger.tests.broken_mail.Picky"
    for who in ("teacher", "head"):
        wants(cast, who, email=f"{'bad' if who == 'head' else 'good'}@school.example",
              quiet_from="00:00", quiet_until="00:00")  # fmt: skip
        tell(cast, who)
    code, rows = rows_of(capsys, "ledger", "digest")
    assert code == 1
    assert [row["mails"] for row in rows] == [1, 1]
    assert rows[1]["person"] == "韦演示" and "bad@" not in str(rows)


def test_the_command_says_when_no_e_mail_is_set_up(
    cast: Cast, capsys: Capture, settings: Any
) -> None:
    settings.XUEQU_MAILS = False
    assert "XUEQU_MAIL" in complaint(capsys, "ledger", "digest")
    assert main(["ledger", "remind"]) == 0
