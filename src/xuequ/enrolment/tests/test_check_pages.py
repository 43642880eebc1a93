"""The pages of those who check, as they are used."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from support_plugin import Cast
from xuequ.enrolment.models import Application, Check, Conflict, Evidence, Inquiry
from xuequ.enrolment.tests.checking import (
    CLOSED,
    accepts,
    decides,
    home,
    settled,
    waits,
    with_points,
)
from xuequ.enrolment.tests.world import published
from xuequ.record.models import Line
from xuequ.vault.services.files import store_file
from xuequ.vault.tests.samples import png

pytestmark = pytest.mark.django_db
ITEMS = "xuequ.enrolment.queries.checking.items.policy_for"


@pytest.fixture(autouse=True)
def when_it_has_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: CLOSED)


def text(page: Any) -> str:
    found: str = b"".join(page).decode()
    return found


@pytest.mark.clause("ENR-03")
def test_a_reviewer_comes_from_settings_to_a_decision(cast: Cast, reading: Any) -> None:
    rule_set = published(cast)
    waits(rule_set, 1)
    bureau = reading("bureau")
    queue = f"/enrolment/checks/{rule_set.round_id}/"
    assert "Nothing can be checked yet" in text(bureau.get(queue))
    assert "has not been fixed" in text(bureau.post(f"{queue}next/", follow=True))
    assert bureau.post(f"{queue}settings/", {"share": 101}).status_code == 422
    locked = bureau.post(f"{queue}settings/", {"share": 0, "lock_years": 6})
    assert locked.status_code == 422 and "has opened" in text(locked)
    sent = {"share": 0, "siblings_exempt": "on"}
    assert bureau.post(f"{queue}settings/", sent).status_code == 302
    one = f"/enrolment/checking/{Application.objects.get().pk}/"
    assert bureau.get(one).url == f"{one}look/"
    assert bureau.post(f"{queue}next/").url == one
    page = text(bureau.get(one))
    name = Application.objects.get().child.name.open()
    assert name not in page and name[0] in page
    assert name in text(bureau.post(f"{one}reveal/"))
    refused = bureau.post(one, {"version": 1, "verdict": "accept"})
    assert refused.status_code == 422 and "choose the school of the catchment" in text(refused)
    refused = bureau.post(one, {"version": 1, "verdict": "refuse", "ground": "age"})
    assert refused.status_code == 422 and "reason" in text(refused)
    assert bureau.post(one, {"version": 1, "verdict": "accept", "home": home()}).url == queue
    assert Application.objects.get().state == "accepted"
    assert Application.objects.get().child.number in text(bureau.get(f"{queue}decided/"))
    assert "Where two readers differed" in text(bureau.get(f"{queue}statistics/"))
    file = bureau.get(f"{queue}statistics/csv/")
    assert file.status_code == 200 and name not in text(file)


def test_points_are_counted_on_the_page_before_anything_is_decided(
    cast: Cast, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = with_points()
    monkeypatch.setattr(ITEMS, lambda _: policy)
    rule_set = settled(cast)
    waits(rule_set, 1, claims={"home": "2014-10", "only_child": True})
    bureau = reading("bureau")
    one = bureau.post(f"/enrolment/checks/{rule_set.round_id}/next/").url
    assert "as claimed: 150 months" in text(bureau.get(one))
    assert policy.points is not None
    first = policy.points.types[0].when
    facts = {f"item-{e.code}": "yes" if e.code in first else "no" for e in policy.points.facts}
    sent: dict[str, object] = {"version": 1, **facts}
    sent |= {"item-home": "2014-10-20", "item-no_home": "no", "item-only_child": "yes"}
    counted = text(bureau.post(one, {**sent, "item-insurance": "60", "verdict": "count"}))
    assert "= 97" in counted and not Check.objects.exists()
    wrong = bureau.post(one, {**sent, "item-insurance": "long", "verdict": "accept"})
    assert wrong.status_code == 422 and "full months" in text(wrong)
    sent |= {"item-insurance": "60", "home": str(home()), "verdict": "accept"}
    assert bureau.post(one, sent).status_code == 302
    assert Application.objects.get().points == "97"


def test_a_paper_is_shown_to_whoever_has_the_file_open_and_each_opening_is_recorded(
    cast: Cast, reading: Any
) -> None:
    rule_set = settled(cast)
    application = waits(rule_set, 1)
    paper = Evidence.objects.create(
        application=application,
        kind="deed",
        file=store_file(png(), name="证.png"),
        stored_at=CLOSED,
    )
    bureau, where = reading("bureau"), f"/enrolment/evidence/{paper.pk}/"
    one = f"/enrolment/checking/{application.pk}/"
    assert bureau.get(where).url == f"{one}look/"
    assert bureau.post(f"{one}look/", {"purpose": ""}).status_code == 422
    assert bureau.post(f"{one}look/", {"purpose": "question"}).url == one
    shown = bureau.get(where)
    assert shown["Content-Type"] == "image/png" and "inline" in shown["Content-Disposition"]
    line = Line.objects.latest("number")
    assert (line.verb, line.note) == ("open-evidence", {"material": "deed"})
    page = text(bureau.get(one))
    assert ">deed<" not in page and 'alt="deed"' not in page
    assert "do not decide on it" in page and 'name="verdict"' not in page


def test_a_conflict_is_declared_and_the_file_is_shut(cast: Cast, reading: Any) -> None:
    rule_set = settled(cast)
    application = waits(rule_set, 1)
    bureau, queue = reading("bureau"), f"/enrolment/checks/{rule_set.round_id}/"
    one = bureau.post(f"{queue}next/").url
    assert bureau.post(f"{one}conflict/", {"kind": "known"}).url == queue
    assert Conflict.objects.get().child == application.child
    assert "you keep out" in text(bureau.get(queue))
    assert bureau.get(one).url == f"{one}look/"
    refused = bureau.post(f"{one}look/", {"purpose": "audit"})
    assert refused.status_code == 422 and "somebody else does" in text(refused)


def test_what_is_given_back_and_taken_up_again_waits(cast: Cast, reading: Any) -> None:
    rule_set = settled(cast)
    waits(rule_set, 1)
    bureau, queue = reading("bureau"), f"/enrolment/checks/{rule_set.round_id}/"
    one = bureau.post(f"{queue}next/").url
    assert bureau.post(f"{one}back/").url == queue
    bureau.post(f"{queue}next/")
    bureau.post(
        one, {"version": 1, "verdict": "return", "said-address": "与材料不一致，请核对后更正"}
    )
    assert Application.objects.get().state == "returned"
    assert "与材料不一致" in text(bureau.get(f"{queue}decided/?verdict=return"))
    Application.objects.update(state="submitted", version=2)
    bureau.post(f"{queue}next/")
    sent = {"version": 2, "verdict": "refuse", "ground": "age", "reason": "未满六周岁，明年再报"}
    assert bureau.post(one, sent).status_code == 302
    assert bureau.post(f"{one}again/", {"reason": "家长异议成立，重新审核"}).status_code == 302
    assert Application.objects.get().state == "submitted"


def test_a_department_is_asked_answers_by_a_file_and_a_wrong_file_is_told(
    cast: Cast, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = with_points()
    monkeypatch.setattr(ITEMS, lambda _: policy)
    rule_set = settled(cast)
    waits(rule_set, 1, claims={"insurance": "2021-05"})
    bureau, where = reading("bureau"), f"/enrolment/checks/{rule_set.round_id}/"
    assert bureau.post(f"{where}ask/", {"receiver": "社保中心"}).status_code == 422
    sent = {"department": "social_insurance", "receiver": "社保中心", "purpose": "verify",
            "codes": ["insurance"], "subjects": ["guardians"]}  # fmt: skip
    assert bureau.post(f"{where}ask/", sent).status_code == 302
    inquiry = Inquiry.objects.get()
    assert inquiry.mark in text(bureau.get(f"{where}departments/"))
    one = f"/enrolment/inquiries/{inquiry.pk}/"
    sheet = text(bureau.get(f"{one}sheet/csv/"))
    assert inquiry.mark in sheet and "长演示1" in sheet
    line = next(each for each in sheet.splitlines() if inquiry.mark in each)

    def sends(answer: str) -> Any:
        rows = f"批次,编号,项目代码,核验结果,核验值\n{answer}\n"
        file = SimpleUploadedFile("回复.csv", rows.encode())
        return bureau.post(one, {"file": file}, follow=True)

    number = Application.objects.get().child.number
    assert number in line
    wrong = sends(f"{inquiry.mark},{number},insurance,大概,60")
    assert wrong.status_code == 422 and "write confirmed or contradicted" in text(wrong)
    assert "What would be taken" in text(sends(f"{inquiry.mark},{number},insurance,属实,60"))
    assert inquiry.answers.get().state == "pending"
    assert "1 answer is taken" in text(bureau.post(f"{one}take/", follow=True))
    assert (inquiry.answers.get().state, inquiry.answers.get().value) == ("confirmed", 60)
    sends(f"{inquiry.mark},999,insurance,属实,60")
    assert "Nobody asked" in text(bureau.post(f"{one}take/", follow=True))


def test_seats_of_earlier_years_are_brought_in_and_a_wrong_file_is_told(
    cast: Cast, reading: Any
) -> None:
    rule_set = settled(cast, lock_years=6)
    bureau, where = reading("bureau"), f"/enrolment/checks/{rule_set.round_id}/locks/"
    assert "No dwelling is locked yet" in text(bureau.get(where))
    head = "住所,入学年份,学段,锁定年数,学校,监护人证件号码\n"

    def sends(line: str) -> Any:
        return bureau.post(where, {"file": SimpleUploadedFile("锁定.csv", (head + line).encode())})

    wrong = sends("东村路1号,24,小学,6,,\n")
    assert wrong.status_code == 422 and "line 2" in text(wrong)
    assert sends("东村路1号,2024,小学,6,,\n").status_code == 302
    page = text(bureau.get(where))
    assert "2030" in page and "东村路" not in page


def test_a_family_found_by_the_number_of_the_deed_alone_can_be_answered(
    cast: Cast, reading: Any
) -> None:
    rule_set = settled(cast, lock_years=6)
    waits(rule_set, 1, address="东村路1号2栋101")
    waits(rule_set, 2, address="西村路3号4栋202")
    deed = "不动产权第0001号"
    decides(cast.bureau, rule_set, accepts(dwelling=deed))
    bureau = reading("bureau")
    one = bureau.post(f"/enrolment/checks/{rule_set.round_id}/next/").url
    sent = {"version": 1, "verdict": "accept", "home": home(), "dwelling": deed}
    asked = bureau.post(one, sent)
    assert asked.status_code == 422 and "answer-0" in text(asked)
    assert bureau.post(one, {**sent, "answer-0": "同住一处的另一户"}).status_code == 302
    assert set(Application.objects.values_list("state", flat=True)) == {"accepted"}
