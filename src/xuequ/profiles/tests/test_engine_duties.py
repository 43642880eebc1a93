"""The duties of the shipped profiles: numbers as the documents have them, and nothing dangling."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xuequ.directory.engine.roles import ROLES
from xuequ.kernel.settings import Duty
from xuequ.ledger.engine.duties import Owed, artefacts, duties, setting_like
from xuequ.ledger.engine.policy import Subject, subject_of
from xuequ.ledger.engine.policy.duties import WORDS
from xuequ.profiles.clauses import clauses
from xuequ.profiles.entries import Profile
from xuequ.profiles.loader import load, localities

LATER = date(2030, 1, 1)
CASES = tomllib.loads((Path(__file__).parent / "cases" / "duties.toml").read_text("utf-8"))
WITHOUT = {"lantian", "futian"}  # their documents ask nobody to hand in anything
EVERY = pytest.mark.parametrize("profile", [load(each) for each in localities()], ids=localities())
WHERE = [(code, key) for code, rows in CASES.items() for key in rows]
SPELT = ("average", "months", "weekday", "due")  # where they say something


def held(code: str) -> dict[str, Owed]:
    return {each.key: each for each in duties(load(code), LATER)}


def subjects() -> tuple[Subject, ...]:
    found: tuple[Subject, ...] = load("xingning").entries["duties", "subjects"].value(LATER)
    return found


@pytest.mark.parametrize(("code", "key"), WHERE, ids=[f"{c} {k}" for c, k in WHERE])
def test_a_duty_has_the_numbers_of_its_document(code: str, key: str) -> None:
    wanted = CASES[code][key]
    owed = held(code)[key]
    found: dict[str, Any] = {
        name: getattr(owed.duty, name) for name in ("clause", "min", "period", "per", "owed_by")
    }
    if owed.duty.assumed:
        found["assumed"] = True
    if owed.binding == "should":
        found["should"] = True
    for name in SPELT:
        if value := getattr(owed.duty, name):
            found[name] = list(value) if isinstance(value, tuple) else value
    assert found == wanted


@pytest.mark.parametrize("code", localities())
def test_no_duty_is_held_that_the_cases_do_not_know(code: str) -> None:
    assert set(held(code)) == set(CASES.get(code, ()))
    assert (code in WITHOUT) == (not held(code))


@EVERY
def test_keys_are_unique_and_short_enough_for_the_counters(profile: Profile) -> None:
    keys = [each.key for each in duties(profile, LATER)]
    assert len(keys) == len(set(keys))
    assert all(len(key) <= 80 for key in keys)


@EVERY
def test_every_duty_is_handed_in_on_a_form_there_is(profile: Profile) -> None:
    forms = artefacts(profile, LATER)
    assert {each.artefact for each in duties(profile, LATER)} <= set(forms)


@EVERY
def test_every_duty_cites_the_document_of_its_locality(profile: Profile) -> None:
    for each in duties(profile, LATER):
        assert clauses()[each.duty.clause].is_in(profile.sources), each.key


@EVERY
def test_every_setting_that_a_duty_is_like_is_there(profile: Profile) -> None:
    for each in duties(profile, LATER):
        if each.duty.like:
            setting_like(each.duty.like, profile, LATER)


@EVERY
def test_subjects_roles_and_confirmers_are_known(profile: Profile) -> None:
    codes = {each.code for each in subjects()}
    for each in duties(profile, LATER):
        assert set(each.duty.subjects) <= codes, each.key
        assert each.duty.role in {"", *ROLES}, each.key
        assert bool(each.duty.confirmed_by) == (each.duty.owed_by != "authority"), each.key


def written(value: Any) -> Iterator[Duty]:
    for each in value:
        if isinstance(each, Duty):
            yield each


@EVERY
def test_what_a_document_leaves_open_is_marked_and_told_in_the_note(profile: Profile) -> None:
    entry = profile.entries.get(("duties", "items"))
    if entry is None:
        assert profile.code in WITHOUT
        return
    counted = {each.key: each.duty for each in duties(profile, LATER)}
    assert entry.note and "起始值" in entry.note.zh and "which may be changed" in entry.note.en
    for duty in written(entry.value(LATER)):
        assert not duty.assumed or counted[f"duties.{duty.code}"].assumed
        assert duty.period == counted[f"duties.{duty.code}"].period, duty.code


@pytest.mark.parametrize("kind", ["event", "report", "indicator"])
def test_a_row_that_is_a_duty_somewhere_is_one_wherever_its_document_holds_it(kind: str) -> None:
    by_code = {code: {each.duty.clause for each in held(code).values()} for code in localities()}
    owed = {id for found in by_code.values() for id in found if clauses()[id].kind == kind}
    lacking = {
        (code, id)
        for code in localities()
        for id in owed - by_code[code]
        if clauses()[id].is_in(load(code).sources)
    }
    assert not lacking


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("chinese", "chinese"),
        ("语文", "chinese"),
        (" 信息技术 ", "it"),
        ("IT", "it"),
        ("体育", "sport"),
        ("生物", "biology"),
    ],
)
def test_a_teachers_subject_is_known_by_code_or_name(words: str, code: str) -> None:
    found = subject_of(words, subjects())
    assert found and found.code == code


def test_a_subject_nobody_teaches_is_none() -> None:
    assert subject_of("炼金术", subjects()) is None
    assert subject_of("", subjects()) is None


def test_no_name_means_two_subjects() -> None:
    for each in subjects():
        for words in (each.code, each.zh, each.en, *each.same_as):
            assert [other.code for other in subjects() if other.is_called(words)] == [each.code]


def test_the_words_of_subjects_are_those_of_the_common_list() -> None:
    told = {key: (words.zh, words.en) for key, words in WORDS.items() if "subjects." in key}
    assert told == {f"subjects.{each.code}": (each.zh, each.en) for each in subjects()}


def test_what_is_common_knowledge_of_the_curriculum_is_marked_so() -> None:
    for key in ("artefacts", "subjects"):
        entry = load("xingning").entries["duties", key]
        assert entry.is_common and not entry.confirmed


def test_the_subjects_of_co_study_are_subjects_of_the_ledger() -> None:
    scheme = load("mingzhu").entries["research", "co_study_scheme"].value(LATER)
    duty = held("mingzhu")["duties.co_study"].duty
    assert {each.code for each in scheme.subjects} == set(duty.subjects)


def test_no_form_repeats_what_every_form_has() -> None:
    standard = {"题目", "标题", "日期", "地点", "正文", "学科", "附件", "参加人"}
    for form in artefacts(load("xingning"), LATER).values():
        codes = [each.code for each in form.blanks]
        assert form.blanks and len(codes) == len(set(codes)), form.code
        assert not standard & {each.zh for each in form.blanks}, form.code
        for blank in form.blanks:
            assert (blank.kind == "choice") == bool(blank.choices), f"{form.code}.{blank.code}"
