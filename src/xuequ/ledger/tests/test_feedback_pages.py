"""The pages among peers, and that nothing of them stands anywhere else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from addresses import ROUTES, address, page_of, place, those
from support_plugin import Cast
from xuequ.cli.main import main
from xuequ.cli.tests.asking import Capture
from xuequ.ledger.models import Feedback
from xuequ.ledger.services.feedback import NewFeedback, give_feedback
from xuequ.ledger.tests.peers import Teacher, follow, of_the_cast, teacher

pytestmark = pytest.mark.django_db
SECRET = "我这节课上砸了"
ALL = ("feedback/", "feedback/give/", "feedback/voice/")
WORDS = {"code": "visit", "words": SECRET}


@pytest.fixture
def peer(cast: Cast) -> Teacher:
    follow(cast)
    return teacher("东三小", "同演示")


def browser_of(who: Teacher) -> Client:
    browser = Client()
    browser.cookies["language"] = "en"
    browser.force_login(who.account)
    return browser


def given(cast: Cast, peer: Teacher) -> Feedback:
    today = timezone.localdate()
    new = NewFeedback(peer.person, "visit", today, SECRET)
    return give_feedback(new, actor=of_the_cast(cast).actor, today=today)


def sent(peer: Teacher, **odd: Any) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {**WORDS, "receiver": peer.person.pk, "happened_on": today, **odd}


@pytest.mark.clause("EXC-55")
def test_feedback_is_given_read_and_answered_on_its_pages(
    cast: Cast, client_of: Any, peer: Teacher
) -> None:
    giver, receiver = client_of("teacher"), browser_of(peer)
    assert giver.post("/feedback/give/", sent(peer)).status_code == 302
    one = f"/feedback/{Feedback.objects.get().pk}/"
    page = receiver.get(one).content.decode()
    assert SECRET in page and "never used for assessment" in page
    assert receiver.post(f"{one}answer/", {"words": "<b>别急"}).status_code == 302
    assert "&lt;b&gt;别急" in giver.get(one).content.decode()
    assert "黄演示" in receiver.get("/feedback/").content.decode()


@pytest.mark.clause("EXC-56")
def test_something_is_voiced_on_its_page(cast: Cast, client_of: Any, peer: Teacher) -> None:
    answer = client_of("teacher").post("/feedback/voice/", sent(peer, code="failures"))
    assert answer.status_code == 302
    assert SECRET in browser_of(peer).get(f"/feedback/{Feedback.objects.get().pk}/").text


def test_it_is_taken_back_on_its_page(cast: Cast, client_of: Any, peer: Teacher) -> None:
    made = given(cast, peer)
    assert browser_of(peer).post(f"/feedback/{made.pk}/take-back/").status_code == 404
    assert client_of("teacher").post(f"/feedback/{made.pk}/take-back/").status_code == 302
    assert browser_of(peer).get(f"/feedback/{made.pk}/").status_code == 404
    assert SECRET not in client_of("teacher").get(f"/feedback/{made.pk}/").text


@pytest.mark.parametrize(
    "who", ["bureau", "head", "principal", "school", "office", "audit", "system", "city", "other",
            "guardian"],
)  # fmt: skip
def test_no_office_head_principal_or_administrator_gets_in(
    cast: Cast, client_of: Any, peer: Teacher, who: str
) -> None:
    made = given(cast, peer)
    for path in (*ALL, f"feedback/{made.pk}/", f"feedback/{made.pk}/answer/"):
        answer = client_of(who).get(f"/{path}")
        assert answer.status_code == 403 and SECRET not in answer.text, path
    assert client_of(who).post(f"/feedback/{made.pk}/take-back/").status_code == 403


@pytest.mark.parametrize(("school", "role"), [("东一小", "dean"), ("东三小", "teacher")])
def test_for_any_other_teacher_it_is_not_there(
    cast: Cast, peer: Teacher, school: str, role: str
) -> None:
    made = given(cast, peer)
    browser = browser_of(teacher(school, "第三演示", role))
    for path in ("", "answer/"):
        assert browser.get(f"/feedback/{made.pk}/{path}").status_code == 404
    assert browser.post(f"/feedback/{made.pk}/answer/", {"words": "x"}).status_code == 404
    assert browser.post(f"/feedback/{made.pk}/take-back/").status_code == 404
    assert "黄演示" not in browser.get("/feedback/").text


@pytest.mark.walk
@pytest.mark.parametrize("who", ["bureau", "head", "audit"])
def test_no_other_page_of_the_product_holds_the_words(
    cast: Cast, client_of: Any, peer: Teacher, who: str
) -> None:
    follow(cast, "xingning")  # whose clauses the addresses name
    where, seen = place(cast.east, "东二小"), 0
    others = [name for name in those(method="GET") if "feedback" not in name]
    paths = [address(name, where) for name in others if page_of(name).needs != "public"]
    follow(cast)
    given(cast, peer)
    browser = client_of(who)
    for path in paths:
        answer = browser.get(path)
        assert SECRET not in b"".join(answer).decode(errors="replace"), path
        seen += answer.status_code == 200
    assert seen > 8


@pytest.mark.parametrize("what", ["board", "roster", "permissions"])
def test_no_export_holds_the_words_or_that_there_are_any(
    cast: Cast, peer: Teacher, capsysbinary: Any, what: str
) -> None:
    before = exported(capsysbinary, what)
    given(cast, peer)
    after = exported(capsysbinary, what)
    assert before == after and SECRET not in after


def exported(capsysbinary: Any, what: str) -> str:
    assert main(["export", what, "--authority", "测试", "--format", "json"]) == 0
    return str(capsysbinary.readouterr().out.decode())


def test_the_record_as_it_is_listed_holds_no_word_of_it(
    cast: Cast, peer: Teacher, capsys: Capture
) -> None:
    given(cast, peer)
    assert main(["record", "list", "--format", "json"]) == 0
    printed = capsys.readouterr().out
    assert (
        "speak-with-peer" in printed and SECRET not in printed and "ledger.feedback" not in printed
    )


def test_no_operation_for_programs_knows_of_it() -> None:
    assert not [name for name in ROUTES if name.startswith("api:") and "feedback" in name]


@pytest.mark.parametrize(
    "odd",
    [
        {"receiver": ""},
        {"receiver": "0"},
        {"receiver": "9" * 30},
        {"receiver": "x' OR 1=1"},
        {"code": "gossip"},
        {"happened_on": "2999-01-01"},
        {"happened_on": "昨天"},
        {"words": ""},
        {"words": "长" * 2001},
        {"words": "a\0b"},
    ],
)
def test_odd_feedback_is_answered_with_the_reason(
    cast: Cast, client_of: Any, peer: Teacher, odd: dict[str, Any]
) -> None:
    assert client_of("teacher").post("/feedback/give/", sent(peer, **odd)).status_code == 422
    assert not Feedback.objects.exists()


def test_only_peers_are_offered(cast: Cast, client_of: Any, peer: Teacher) -> None:
    far = teacher("西一小", "西演示")
    page = client_of("teacher").get("/feedback/give/").text
    assert "同演示" in page and "西演示" not in page
    answer = client_of("teacher").post("/feedback/give/", sent(far))
    assert answer.status_code == 422 and not Feedback.objects.exists()


def test_where_the_policy_has_no_channels_the_pages_say_so(cast: Cast, client_of: Any) -> None:
    browser = client_of("teacher")
    browser.cookies["language"] = "en"
    assert "no channels among peers" in browser.get("/feedback/").text
    assert "/feedback/" not in browser.get("/notices/").text
    for path in ("give", "voice"):
        assert browser.get(f"/feedback/{path}/").status_code == 302
    follow(cast)
    assert "/feedback/" in browser.get("/notices/").text
