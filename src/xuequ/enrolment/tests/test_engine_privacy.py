"""Days of deletion, and what an audit finds, on plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from xuequ.enrolment.engine.privacy.audit import Exports, Figures, Looks, findings, report, tables
from xuequ.enrolment.engine.privacy.consents import WORDS
from xuequ.enrolment.engine.privacy.retention import (
    Due,
    Held,
    counted,
    due_on,
    held_back,
    lock_ends,
)
from xuequ.kernel.text import Text

SAID = Text("说明", "said")
DAY = date(2027, 5, 30)


def test_the_day_of_deletion_is_counted_from_the_end_and_none_without_a_period() -> None:
    assert due_on(datetime(2027, 4, 30, 23, tzinfo=UTC), 30) == DAY
    assert due_on(date(2027, 4, 30), 0) == date(2027, 4, 30)
    assert due_on(DAY, None) is None
    assert lock_ends(2027, 6) == date(2033, 8, 31)


def test_what_is_held_back_is_not_counted_as_due() -> None:
    rows = [
        Due("papers", 1, DAY), Due("draft", 2, DAY),
        Due("papers", 3, DAY, Held("hold", date(2028, 1, 1))),
        Due("papers", 4, DAY, Held("hold", date(2027, 12, 1))),
        Due("draft", 5, DAY, Held("appeal")),
    ]  # fmt: skip
    assert counted(rows) == {"draft": 1, "papers": 1}
    assert [(e.why, e.count, e.until) for e in held_back(rows)] == [
        ("appeal", 1, None), ("hold", 2, date(2028, 1, 1))
    ]  # fmt: skip


def test_words_of_a_consent_have_a_digest_that_changes_with_any_of_them() -> None:
    words = WORDS["papers"]
    assert len({each.digest for each in WORDS.values()}) == len(WORDS)
    for changed in ({"version": 2}, {"says": SAID}, {"without": SAID}, {"taken_back": SAID}):
        assert replace(words, **changed).digest != words.digest


def test_an_audit_finds_what_has_to_be_mended_and_nothing_else() -> None:
    clean = Figures("东区", 2027)
    assert findings(clean) == []
    wrong = replace(
        clean,
        unset=[SAID], overdue=3, old_words=2, expired_holds=1, refused=[(SAID, 4)],
        looks=[Looks("科员", SAID, SAID, 5, is_said=False), Looks("科员", SAID, SAID, 9)],
        exports=[Exports("pupils", SAID, 6, 60, is_said=False)],
    )  # fmt: skip
    said = " ".join(each.en for each in findings(wrong))
    assert len(findings(wrong)) == 7
    for number in (3, 2, 1, 4, 5, 6):
        assert f"{number} " in said
    assert "9 looks" not in said


def test_the_report_says_every_part_and_that_one_is_empty() -> None:
    found = Figures("东区", 2027, held=[(SAID, 7)], head=(12, "ab" * 32))
    for language, empty in (("zh", "无。"), ("en", "None.")):
        plain = str(report(found, language).plain())  # type: ignore[arg-type]
        assert empty in plain and "ab" * 32 in plain
        assert all(each.title.say(language) in plain for each in tables(found))
