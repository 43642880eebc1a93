"""Rules that go by distance: no roster is frozen without ways, and who has none is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from support_plugin import Cast
from xuequ.enrolment.engine.places.rules import Step
from xuequ.enrolment.engine.places.rules_file import rules_of, written
from xuequ.enrolment.models import Application, Roster, RuleSet
from xuequ.enrolment.queries.rosters import draft
from xuequ.enrolment.services.trying import dry_run
from xuequ.enrolment.tests.deciding import AFTER, RELEASES, announced, closed, frozen
from xuequ.enrolment.tests.world import NAMES
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db
WAYS = f"居住地,学校,路程\n东坊村,{NAMES[0]},400\n东坊村,{NAMES[1]},900\n"
MORE = f"{WAYS}西坊村,{NAMES[0]},700\n"


@pytest.fixture
def near(cast: Cast) -> RuleSet:
    """A closed round that goes by distance in the end; one child of each of two villages."""
    rule_set = closed(cast, 2)
    rules = rules_of(bytes(rule_set.rules))
    stages = (*rules.stages, Step("nearest", "draw", for_all=True))
    rule_set.rules = written(replace(rules, stages=stages))
    rule_set.save()
    for row, place in zip(Application.objects.order_by("pk"), ("东坊村", "西坊村"), strict=True):
        row.place = place
        row.save()
    announced(rule_set, cast.bureau)
    return rule_set


def test_without_a_table_nothing_is_frozen_and_a_trial_still_runs(
    cast: Cast, near: RuleSet
) -> None:
    report = draft(near.round, near)
    assert [each.code for each in report.errors] == ["no-table-of-ways"]
    assert report.lacks_ways_alone and report.inputs is None
    with pytest.raises(Refused, match="roster-has-defects"):
        frozen(near, cast.bureau)
    dry_run(near.round, actor=cast.bureau, now=AFTER)


def test_a_child_whose_place_is_not_in_the_table_stands_in_the_report(
    cast: Cast, near: RuleSet
) -> None:
    travel = ("路程表.csv", WAYS.encode())
    report = draft(near.round, near, travel)
    [named] = report.defects
    far = Application.objects.get(place="西坊村").child.number
    assert (named.code, named.level, named.number) == ("no-way", "warning", far)
    with pytest.raises(Refused, match="defects-have-changed"):
        frozen(near, cast.bureau, travel=travel)  # read without the table
    roster = frozen(near, cast.bureau, travel=travel, seen=report.seal)
    assert [each["number"] for each in roster.defects] == [far]


def test_the_page_shows_the_report_with_the_table_before_it_freezes(
    near: RuleSet, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    page, bureau = f"/enrolment/rounds/{near.round_id}/placing/freeze/", reading("bureau")
    first = bureau.get(page)
    assert "attach the table of ways" in first.content.decode()

    def sent(seen: str, table: str) -> Any:
        typed = {
            "seen": seen, "has_read": "on", "releases_on": RELEASES.strftime("%Y-%m-%d"),
            "releases_at": RELEASES.strftime("%H:%M"),
            "travel": SimpleUploadedFile("ways.csv", table.encode()),
        }  # fmt: skip
        return bureau.post(page, typed)

    answer = sent(first.context["report"].seal, WAYS)
    assert answer.status_code == 422 and "西坊村" in answer.content.decode()
    form, report = answer.context["form"], answer.context["report"]
    assert form["seen"].value() == report.seal and not form["has_read"].value()
    assert sent(report.seal, "居住地\n").status_code == 422
    assert sent(report.seal, WAYS).status_code == 302
    assert Roster.objects.get().defects


def test_a_table_with_every_place_is_sent_once(
    near: RuleSet, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    page, bureau = f"/enrolment/rounds/{near.round_id}/placing/freeze/", reading("bureau")
    typed = {
        "seen": bureau.get(page).context["report"].seal, "has_read": "on",
        "releases_on": RELEASES.strftime("%Y-%m-%d"), "releases_at": "09:00",
        "travel": SimpleUploadedFile("ways.csv", MORE.encode()),
    }  # fmt: skip
    assert bureau.post(page, typed).status_code == 302
    assert Roster.objects.get().defects == []
