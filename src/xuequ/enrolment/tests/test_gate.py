"""Nobody sees a child's place before two have approved, it is published, and its hour has come."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

import xuequ
from addresses import address, place, those
from support_plugin import Cast
from xuequ.enrolment.models import Approval, Child, Custody, Outcome, Placement
from xuequ.enrolment.queries.placing import is_released, package_of, results, waiting
from xuequ.enrolment.services.approving import approve, ask_void, publish
from xuequ.enrolment.tests.deciding import DRAWN, RELEASES, leaders, made, released, schools
from xuequ.kernel.actors import Actor, program
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db
ROOT = Path(xuequ.__path__[0])
SECRET = {"Placement", "WaitingPlace", "placements", "waiting_places"}
MAY_NAME_THEM = {
    "enrolment/models/__init__.py",
    "enrolment/queries/placing.py",  # the gate
    "enrolment/services/placing.py",  # writes them
}
PACKAGES = {  # who reads the bytes of a sealed package: they tell every number's place
    "enrolment/queries/placing.py",
    "enrolment/services/placing.py",
    "enrolment/views/rehearsing.py",  # of a rehearsal
    "cli/verify.py",  # of a file that somebody has
    "cli/classes.py",  # of classes, which tell no place
    "enrolment/services/class_drawing.py",
    "enrolment/views/class_makings.py",
    "enrolment/verifier/verify.py",
}
NEAR = ("enrolment:", "directory:family", "board:workbench", "ledger:inbox", "runs:run_list")


def everybody(cast: Cast) -> dict[str, Actor]:
    return {**cast.actors, "program": program("export")}


def seen_by_anybody(cast: Cast, now: datetime) -> set[str]:
    """Who sees anything of a result at a moment."""
    found = set()
    for name, actor in everybody(cast).items():
        rows: list[QuerySet[Any]] = [
            results(seen_by=actor, now=now),
            waiting(seen_by=actor, now=now),
        ]
        if any(each.exists() for each in rows):
            found.add(name)
    return found


def test_two_approvals_publication_and_the_hour_are_all_needed(cast: Cast) -> None:
    outcome = made(cast)
    late = RELEASES + timedelta(days=30)
    one, other = leaders(cast)
    assert not seen_by_anybody(cast, late)
    approve(outcome, actor=one, now=DRAWN)
    with pytest.raises(Refused) as refused:
        publish(outcome, actor=one, now=DRAWN)
    assert refused.value.code == "needs-two-approvals"
    approve(outcome, actor=other, now=DRAWN)
    assert not seen_by_anybody(cast, late) and package_of(outcome, late) is None
    publish(outcome, actor=one, now=DRAWN)
    before = RELEASES - timedelta(seconds=1)
    assert not seen_by_anybody(cast, before) and package_of(outcome, before) is None
    assert {"bureau", "program"} <= seen_by_anybody(cast, RELEASES)
    assert is_released(outcome, RELEASES) and package_of(outcome, RELEASES)


def test_neither_the_same_person_twice_nor_who_made_it_opens_the_gate(cast: Cast) -> None:
    outcome = made(cast)
    one, _ = leaders(cast)
    for who, code in ((cast.bureau, "made-it-yourself"), (program("x"), "done-in-person")):
        with pytest.raises(Refused) as refused:
            approve(outcome, actor=who, now=DRAWN)
        assert refused.value.code == code
    approve(outcome, actor=one, now=DRAWN)
    with pytest.raises(Refused) as refused:
        approve(outcome, actor=one, now=DRAWN)
    assert refused.value.code == "approved-already"
    Outcome.objects.update(published_at=DRAWN)  # even if somebody wrote it into the database
    assert not seen_by_anybody(cast, RELEASES) and Approval.objects.count() == 1


def test_a_result_that_is_questioned_is_neither_approved_nor_published(cast: Cast) -> None:
    outcome = made(cast)
    one, other = leaders(cast)
    approve(outcome, actor=one, now=DRAWN)
    approve(outcome, actor=other, now=DRAWN)
    ask_void(outcome.roster, "公证处封条破损，重新抽签", actor=one, now=DRAWN)
    with pytest.raises(Refused) as refused:
        publish(outcome, actor=other, now=DRAWN)
    assert refused.value.code == "voiding-is-asked"


def test_each_sees_what_is_theirs_once_it_is_released(cast: Cast) -> None:
    outcome = released(cast)
    mine = results(seen_by=cast.bureau, now=RELEASES)
    assert mine.count() == 6
    school = cast.actors["school"]
    theirs = results(seen_by=school, now=RELEASES)
    assert theirs.count() == 3 and {e.school_id for e in theirs} == {schools()[1].pk}
    parent = cast.actors["guardian"]
    assert not results(seen_by=parent, now=RELEASES).exists()
    Custody.objects.create(
        child=Child.objects.earliest("pk"), person_id=parent.person, kind="mother"
    )
    assert [e.application.child for e in results(seen_by=parent, now=RELEASES)] == [
        Child.objects.earliest("pk")
    ]
    assert not results(seen_by=cast.actors["other"], now=RELEASES).exists()
    assert not results(seen_by=cast.actors["system"], now=RELEASES).exists()
    Outcome.objects.filter(pk=outcome.pk).update(ended_at=DRAWN)
    assert not seen_by_anybody(cast, RELEASES)


def sources() -> Iterator[tuple[str, ast.Module]]:
    for file in ROOT.rglob("*.py"):
        name = file.relative_to(ROOT).as_posix()
        text = file.read_text() if "/tests/" not in name and "/migrations/" not in name else ""
        if name.startswith("enrolment/") or "enrolment" in text:
            yield name, ast.parse(text)


def test_no_other_module_reads_placements_waiting_lists_or_packages() -> None:
    named, opened = set(), set()
    for name, tree in sources():
        for node in ast.walk(tree):
            word = getattr(node, "attr", None) or getattr(node, "id", None)
            word = word or (node.name if isinstance(node, ast.alias) else None)
            if word in SECRET:
                named.add(name)
            if isinstance(node, ast.Attribute) and node.attr == "package":
                opened.add(name)
    assert named == MAY_NAME_THEM
    assert opened == PACKAGES


@pytest.mark.walk
def test_no_page_and_no_file_tells_a_place_before_the_release(
    cast: Cast, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = made(cast)
    for each in leaders(cast):
        approve(outcome, actor=each, now=DRAWN)
    publish(outcome, actor=cast.bureau, now=DRAWN)
    where = place(cast.east, "东二小")
    near = [name for name in those(method="GET") if name.startswith(NEAR)]
    addresses = [address(name, where) for name in near]
    room = address("enrolment:placing_ceremony", where)
    addresses += [f"{room}?step={step}" for step in range(1, 7)]
    monkeypatch.setattr(timezone, "now", lambda: RELEASES - timedelta(minutes=1))
    marks = set(Placement.objects.values_list("ticket", flat=True))
    Placement.objects.update(reasons=[{"zh": "密语一七", "en": "secret-17"}])
    assert len(marks) == 6
    read = 0
    for who in cast.accounts:
        browser = client_of(who)
        for asked in addresses:
            if "/rounds/" in asked:
                asked = _of_this_round(asked, outcome)
            answer = browser.get(asked)
            body = b"".join(answer) if answer.streaming else answer.content
            read += answer.status_code == 200
            found = [each for each in (*marks, "密语一七", "secret-17") if each.encode() in body]
            assert not found, (who, asked)
    assert read > 60
    monkeypatch.setattr(timezone, "now", lambda: RELEASES)
    package = client_of("bureau").get(f"/enrolment/rounds/{outcome.round_id}/placing/package/")
    assert all(each.encode() in package.content for each in marks)  # the search would find them


def _of_this_round(asked: str, outcome: Outcome) -> str:
    parts = asked.split("/")
    parts[parts.index("rounds") + 1] = str(outcome.round_id)
    return "/".join(parts)
