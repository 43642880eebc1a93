"""From a draft to an issued paper: number, files, seal, and what is refused on the way."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from support_plugin import Cast
from xuequ.kernel.paper import Document, Paragraph, document
from xuequ.kernel.refusal import Refused
from xuequ.ledger.queries import Place
from xuequ.papers.models import Paper, PaperVersion, Series
from xuequ.papers.papers import CERTIFICATE, NOTICE
from xuequ.papers.services import (
    NewSeries,
    change_paper,
    discard_paper,
    issue_directly,
    issue_paper,
    register_series,
    withdraw_paper,
)
from xuequ.papers.tests.drafts import AWARD, DAY, OTHER, SAID, drafted, issued, place_of, series
from xuequ.record.models import Line
from xuequ.vault.services import open_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["notice", "certificate"])
def test_a_paper_goes_from_draft_to_number_files_and_seal(cast: Cast, kind: str) -> None:
    paper = issued(cast.bureau, kind)
    assert paper.number == "测教发〔2026〕1号" and paper.state == "issued"
    assert paper.token and len(paper.token) == 16
    said = document(paper.body)
    assert said.digest == paper.digest
    assert (said.sender, said.signed_on) == (cast.authority.name, DAY)
    for stored, head in ((paper.docx, b"PK"), (paper.pdf, b"%PDF-")):
        assert stored is not None
        with open_file(stored) as file:
            content = file.read()
        assert content.startswith(head)
        assert hashlib.sha256(content).hexdigest() == stored.digest
    line = Line.objects.latest("number")
    assert (line.verb, line.note["paper_number"]) == ("issue-paper", paper.number)
    assert paper.pdf and line.note["pdf"] == paper.pdf.digest


def test_numbers_follow_without_gaps_year_by_year(cast: Cast) -> None:
    own = series(cast.bureau, first_year=2025, first=18)
    days = [date(2025, 12, 30), date(2025, 12, 31), date(2026, 1, 4), date(2026, 1, 4)]
    papers = [
        issue_paper(drafted(cast.bureau), series=own, on=on, actor=cast.bureau) for on in days
    ]
    withdraw_paper(papers[-1], "有误", actor=cast.bureau)
    papers.append(issue_paper(drafted(cast.bureau), series=own, on=DAY, actor=cast.bureau))
    assert [(each.year, each.ordinal) for each in papers] == [
        (2025, 18), (2025, 19), (2026, 1), (2026, 2), (2026, 3),
    ]  # fmt: skip


def test_numbers_follow_the_days(cast: Cast) -> None:
    issued(cast.bureau)
    draft = drafted(cast.bureau)
    with pytest.raises(Refused, match="paper-day-before-last"):
        issue_paper(draft, series=series(cast.bureau), on=date(2026, 11, 1), actor=cast.bureau)
    with pytest.raises(Refused, match="issue-day-to-come"):
        issue_paper(draft, series=series(cast.bureau), on=date(2100, 1, 1), actor=cast.bureau)
    with pytest.raises(Refused, match="series-begins-later"):
        issue_paper(draft, series=series(cast.bureau), on=date(2025, 1, 1), actor=cast.bureau)
    draft.refresh_from_db()
    assert draft.is_draft and not draft.number


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"title": " "}, "请填写标题"),
        ({"blocks": ()}, "请填写正文"),
        ({"title": "长" * 130}, "最多"),
    ],
)
def test_flaws_are_named_before_a_number_is_taken(
    cast: Cast, change: dict[str, Any], what: str
) -> None:
    draft = drafted(cast.bureau, document=replace(SAID, **change))
    with pytest.raises(Refused, match="paper-has-flaws") as refused:
        issue_paper(draft, series=series(cast.bureau), on=DAY, actor=cast.bureau)
    assert what in str(refused.value.facts["what"])
    assert issued(cast.bureau).ordinal == 1


def test_the_text_of_an_issued_paper_stands(cast: Cast) -> None:
    paper = issued(cast.bureau)
    for act in (
        lambda: change_paper(paper, OTHER, version=1, actor=cast.bureau),
        lambda: discard_paper(paper, actor=cast.bureau),
        lambda: issue_paper(paper, series=paper.series, on=DAY, actor=cast.bureau),
    ):
        with pytest.raises(Refused, match="paper-is-not-a-draft"):
            act()
    for change in ({"body": OTHER.plain()}, {"title": "改"}, {"ordinal": 9}, {"state": "draft"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Paper.objects.filter(pk=paper.pk).update(**change)
    paper.refresh_from_db()
    assert document(paper.body).digest == paper.digest


def test_two_editors_do_not_overwrite_one_another(cast: Cast) -> None:
    draft = drafted(cast.bureau)
    change_paper(draft, OTHER, version=1, actor=cast.bureau)
    again = change_paper(draft, OTHER, version=1, actor=cast.bureau)  # the same form sent twice
    assert again.version == 2
    with pytest.raises(Refused, match="paper-changed-meanwhile"):
        change_paper(draft, replace(SAID, note="电话"), version=1, actor=cast.bureau)
    with pytest.raises(Refused, match="nothing-changed"):
        change_paper(draft, OTHER, version=2, actor=cast.bureau)
    kept = PaperVersion.objects.filter(paper=draft).order_by("number")
    assert [each.title for each in kept] == [SAID.title, OTHER.title]


def test_the_same_form_sent_twice_makes_one_draft(cast: Cast) -> None:
    key = uuid.uuid4()
    assert drafted(cast.bureau, key=key) == drafted(cast.bureau, key=key)
    assert Paper.objects.count() == 1


def test_a_discarded_draft_leaves_its_trace_in_the_record(cast: Cast) -> None:
    draft = drafted(cast.bureau)
    discard_paper(draft, actor=cast.bureau)
    assert not Paper.objects.exists() and Line.objects.latest("number").verb == "discard-paper"
    with pytest.raises(Refused, match="paper-was-discarded"):
        change_paper(draft, OTHER, version=1, actor=cast.bureau)


def test_a_withdrawn_paper_says_since_when_and_why(cast: Cast) -> None:
    paper = issued(cast.bureau)
    for reason, on, code in (
        ("  ", DAY, "withdraw-needs-reason"),
        ("有误", date(2026, 11, 1), "withdrawn-before-issued"),
        ("有误", date(2100, 1, 1), "withdrawn-before-issued"),
    ):
        with pytest.raises(Refused, match=code):
            withdraw_paper(paper, reason, on=on, actor=cast.bureau)
    gone = withdraw_paper(paper, "附件有误", actor=cast.bureau)
    assert gone.withdrawn_on == timezone.localdate()
    assert (gone.state, gone.reason, gone.number) == ("withdrawn", "附件有误", paper.number)
    with pytest.raises(Refused, match="paper-is-not-issued"):
        withdraw_paper(paper, "再次", actor=cast.bureau)


def test_a_sign_that_no_font_has_is_not_issued_by_hand_and_stops_no_decision(cast: Cast) -> None:
    rare = replace(SAID, addressee="\U00020bb7演示同志")
    draft, own = drafted(cast.bureau, document=rare), series(cast.bureau)
    with pytest.raises(Refused, match="paper-has-flaws") as refused:
        issue_paper(draft, series=own, on=DAY, actor=cast.bureau)
    assert "U+20BB7" in str(refused.value.facts["what"])
    place = Place(cast.authority)
    assert issue_directly(NOTICE, rare, place, subject="case:1", actor=cast.bureau, on=DAY).number


def test_a_paper_is_not_dated_later_than_it_is_issued(cast: Cast) -> None:
    draft = drafted(cast.bureau, document=replace(SAID, signed_on=date(2027, 6, 1)))
    with pytest.raises(Refused, match="signed-after-issue"):
        issue_paper(draft, series=series(cast.bureau), on=DAY, actor=cast.bureau)
    dated = drafted(cast.bureau, document=replace(SAID, signed_on=date(2026, 10, 30)))
    assert issue_paper(dated, series=series(cast.bureau), on=DAY, actor=cast.bureau).ordinal == 1


def test_a_series_belongs_to_its_place_and_kind(cast: Cast) -> None:
    head = cast.actors["head"]
    own, kept = series(cast.bureau), series(cast.bureau, "测教聘", kind=CERTIFICATE.code)
    for draft, given, who, code in (
        (drafted(head), own, head, "series-of-another-place"),
        (drafted(head), None, head, "series-missing"),
        (drafted(cast.bureau), kept, cast.bureau, "series-for-another-kind"),
    ):
        with pytest.raises(Refused, match=code):
            issue_paper(draft, series=given, on=DAY, actor=who)
    with pytest.raises(Refused, match="series-is-taken"):
        register_series(NewSeries("测教发", 2026), place_of(head), actor=head)


@pytest.mark.parametrize("word", ["", "兴教发〔2026〕", "JY", "兴教发3", "兴 教", "字" * 13])
def test_a_code_word_that_no_number_can_have_is_refused(cast: Cast, word: str) -> None:
    with pytest.raises(Refused, match="series-word-wrong"):
        register_series(NewSeries(word, 2026), place_of(cast.bureau), actor=cast.bureau)
    assert not Series.objects.exists()


def test_nobody_writes_in_the_name_of_another_place(cast: Cast) -> None:
    draft, paper = drafted(cast.bureau), issued(cast.bureau)
    for name in ("head", "principal", "other", "teacher", "city"):
        actor = cast.actors[name]
        for act in (
            lambda a=actor: change_paper(draft, OTHER, version=1, actor=a),
            lambda a=actor: issue_paper(draft, series=paper.series, on=DAY, actor=a),
            lambda a=actor: withdraw_paper(paper, "无", actor=a),
            lambda a=actor: register_series(NewSeries("别发", 2026), paper.place, actor=a),
        ):
            with pytest.raises(Refused, match="not-your-place"):
                act()


def test_an_act_issues_a_paper_in_its_own_transaction(cast: Cast) -> None:
    series(cast.bureau, "测教聘", kind=CERTIFICATE.code)
    series(cast.bureau)
    place, deputy = Place(cast.authority), cast.actors["teacher"]
    paper = issue_directly(CERTIFICATE, AWARD, place, subject="case:12", actor=deputy, on=DAY)
    assert (paper.number, paper.subject) == ("测教聘〔2026〕1号", "case:12")
    assert paper.versions.count() == 1
    with pytest.raises(Refused, match="paper-has-flaws"):
        issue_directly(
            NOTICE, Document("", (Paragraph("无题"),)), place, subject="", actor=deputy, on=DAY
        )
    assert Paper.objects.count() == 1
