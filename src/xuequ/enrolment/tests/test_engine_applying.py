"""What a round asks of a family, what is missing, and points as they type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from xuequ.enrolment.engine.applying.claims import eligible, points, read_claim
from xuequ.enrolment.engine.applying.content import content_of
from xuequ.enrolment.engine.applying.draft import Draft, of_text, to_text
from xuequ.enrolment.engine.applying.materials import ALLOWED, FORBIDDEN, forbidden_by
from xuequ.enrolment.engine.applying.terms import Terms, lacks
from xuequ.enrolment.engine.policy import Enrolment
from xuequ.kernel.seal import digest
from xuequ.kernel.sheet import Unfit
from xuequ.profiles import loader, samples

DAY = date(2026, 6, 1)
FUTIAN = loader.policy(Enrolment, loader.load("futian"), "enrolment", DAY)


def terms(stage: str = "junior", **more: Any) -> Terms:
    said: dict[str, Any] = {
        "stage": stage, "day": DAY, "table": None, "eligibility": FUTIAN.eligibility,
        "belongs": "home", "homes": {1: "甲", 2: "乙"}, "primaries": {}, "ranks": ("zone", "any"),
        "inside": {1: "甲", 2: "乙"}, "others": {3: "丙"}, "kinds": {}, **more,
    }  # fmt: skip
    return Terms(**said)


def with_points() -> Terms:
    policy = loader.policy(Enrolment, samples.example("futian-2021"), "enrolment", DAY)
    return terms("primary", table=policy.points)


def test_what_is_missing_names_its_step() -> None:
    found = lacks(terms(), Draft())
    assert [each.step for each in found] == ["address", "address", "claims", "choices"]
    whole = Draft("东街1号", "", 1, claims={"grade": 6}, choices=(None, 2))
    assert lacks(terms(), whole) == []
    assert lacks(terms("primary", ranks=()), Draft("东街1号", "", 1)) == []
    assert lacks(terms(belongs="primary"), Draft("东街1号"))[0].step == "address"


def test_a_rank_may_be_left_out_and_the_last_may_be_anywhere() -> None:
    assert Draft(choices=(None, 2)).ranked == [(2, 2)]
    assert set(terms().may_choose(1)) == {1, 2}
    assert set(terms().may_choose(2)) == {1, 2, 3}


def test_conditions_are_judged_while_they_are_typed() -> None:
    said: dict[str, Any] = {"grade": 6, "lives_in_area": True}
    assert eligible(terms(), said).state == "not_shown"
    assert eligible(terms(), {**said, "registered": True}).state == "eligible"
    permit: dict[str, Any] = {"parent1_residence_permit": True, "parent1_residence": "2025-06",
              "parent1_pension": "2025-06", "parent1_medical": "2025-07"}  # fmt: skip
    assert eligible(terms(), {**said, **permit}).state == "not_shown"  # eleven months only
    assert eligible(terms(), {**said, **permit, "parent1_medical": "2025-06"}).ground is not None
    assert eligible(terms("primary"), {}).state == "not_stated"


def test_points_come_line_by_line_once_the_facts_are_told() -> None:
    asked = with_points()
    facts = {each.code: False for each in asked.facts.facts}
    assert points(asked, {}) is None
    score = points(asked, {**facts, "home_bought": True, "registered_there": True,
                           "home": "2014-06", "only_child": True})  # fmt: skip
    assert score is not None
    assert [str(each.counted) for each in score.lines] == ["80", "10", "0", "0.0", "1"]
    assert score.total == Decimal(91) and score.lines[1].is_cut


@pytest.mark.parametrize(
    ("code", "typed"),
    [("grade", "0"), ("grade", "x"), ("registered", "ja"), ("parent1_pension", "2025-13"),
     ("parent1_pension", "2026-07"), ("parent1_pension", "12")],
)  # fmt: skip
def test_an_answer_that_is_none_says_what_to_write(code: str, typed: str) -> None:
    head = next(each for each in terms().heads if each.code == code)
    with pytest.raises(Unfit):
        read_claim(head, typed, terms())


def test_a_draft_comes_back_as_it_was_left() -> None:
    draft = Draft("东街1号", "东街", 1, None, {"grade": 6, "x": True}, ("a",), (None, 2), 7)
    assert of_text(to_text(draft)) == draft


def test_what_is_handed_in_says_nothing_of_when_or_in_which_order() -> None:
    said = content_of(Draft("东街1号", "东街", 1, choices=(2,)), "abc", {1: "甲", 2: "乙"},
                      companion="", evidence=[("lease", "f" * 64)])  # fmt: skip
    assert set(said) == {"address", "place", "home", "primary", "claims", "kinds", "choices",
                         "companion", "evidence"}  # fmt: skip
    assert "东街1号" not in str(said) and len(digest(said)) == 64


def test_no_allowed_paper_is_forbidden_and_every_forbidden_one_names_its_rule() -> None:
    for code, name in ALLOWED.items():
        assert forbidden_by(code, f"{name.zh}.jpg") is None, name
        assert forbidden_by(code, f"{name.en}.jpg") is None, name
    for one in FORBIDDEN.values():
        assert forbidden_by(one.code, "a.jpg") == one
        assert "十项严禁" in one.rule.zh
        assert forbidden_by("lease", f"{one.what.zh}.pdf") is not None, one


@pytest.mark.parametrize(
    ("kind", "name"),
    [("disability", "残疾等级证明.pdf"), ("disability", "残疾2级证.jpg"),
     ("disability", "2级证.jpg"), ("work", "就业证明_新东方.pdf"),
     ("policy_entitlement", "烈士荣誉证书.jpg"), ("policy_entitlement", "三等功荣誉证.jpg"),
     ("guardianship", "父亲伤残等级证.jpg")],
)  # fmt: skip
def test_grades_honours_and_employers_of_papers_that_count_keep_nothing_out(
    kind: str, name: str
) -> None:
    assert forbidden_by(kind, name) is None


def test_the_name_still_tells_where_no_such_paper_is_meant() -> None:
    for name in ("钢琴10级证.jpg", "荣誉证书.jpg", "新东方结业.pdf"):
        assert forbidden_by("home_other", name) is not None
    assert forbidden_by("prize", "残疾证.jpg") == FORBIDDEN["prize"]
