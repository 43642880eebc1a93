"""What went wrong elsewhere in public, and cannot here: one named test for each case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from django.db import IntegrityError, transaction

from support_plugin import Cast
from xuequ.enrolment.engine.package.checking import checked
from xuequ.enrolment.engine.package.container import unpacked
from xuequ.enrolment.engine.places.rules import Step
from xuequ.enrolment.engine.places.rules_file import rules_of, written
from xuequ.enrolment.engine.placing.comparing import places_of
from xuequ.enrolment.models import Application, Child, Outcome, Placement, Rehearsal
from xuequ.enrolment.queries import program
from xuequ.enrolment.queries.rosters import draft
from xuequ.enrolment.services import approving, drawing, placing
from xuequ.enrolment.services.drawing import draw
from xuequ.enrolment.services.rules import publish_rules
from xuequ.enrolment.services.trying import dry_run, rehearse
from xuequ.enrolment.services.verifying import checks_of
from xuequ.enrolment.tests.applying import accepted, child
from xuequ.enrolment.tests.deciding import (
    AFTER,
    DRAWN,
    announced,
    closed,
    frozen,
    made,
    schools,
    somebody,
    thrown,
)
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db


def test_wuhan_2009_a_program_swapped_after_the_rehearsal_draws_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule_set = closed(cast)
    announced(rule_set, cast.bureau)
    rehearsal = rehearse(rule_set.round, 20, actor=cast.bureau, now=AFTER)
    roster = frozen(rule_set, cast.bureau)
    assert rehearsal.engine_before == rehearsal.engine_after == roster.engine
    thrown(roster, cast.bureau, somebody(cast.authority, "公演示", "notary"))
    monkeypatch.setattr(program, "STARTED", "0" * 64)  # what runs is not what lies on the disc
    for attempt in (
        lambda: draw(roster, actor=cast.bureau, now=DRAWN),
        lambda: rehearse(rule_set.round, 20, actor=cast.bureau, now=DRAWN),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "program-was-changed"
    assert not Outcome.objects.exists()


def test_wuhan_2009_one_byte_of_what_decides_gives_another_digest(tmp_path: Path) -> None:
    for part in program.DECIDING:
        copytree(program.ROOT / part, tmp_path / part, ignore=ignore_patterns("__pycache__"))
    before = program.program_digest(tmp_path)
    assert before == program.program_digest()
    file = tmp_path / "methods" / "lottery" / "tickets.py"
    data = file.read_bytes()
    file.write_bytes(data + b"\n")
    assert program.program_digest(tmp_path) != before
    file.write_bytes(data)
    assert program.program_digest(tmp_path) == before
    file.rename(file.with_name("other.py"))
    assert program.program_digest(tmp_path) != before


def test_goldsboro_1997_a_rehearsal_has_no_real_child_and_can_never_be_a_result(
    cast: Cast,
) -> None:
    rule_set = closed(cast)
    rehearsal = rehearse(rule_set.round, 40, actor=cast.bureau, now=AFTER)
    found = checked(bytes(rehearsal.package))
    assert found.is_genuine and found.rehearsal
    numbers = set(Application.objects.values_list("child__number", flat=True))
    lines = unpacked(bytes(rehearsal.package))["result.csv"].decode().splitlines()[1:]
    assert not numbers & {line.partition(",")[0] for line in lines}
    assert not Outcome.objects.exists() and not Placement.objects.exists()
    for module in (placing, drawing, approving):
        assert all(each not in (Rehearsal, rehearse) for each in vars(module).values())
    links = {each.related_model for each in Rehearsal._meta.get_fields() if each.is_relation}
    assert not links & {Outcome, Placement, Application}


def test_nashville_2015_no_child_has_two_seats(cast: Cast) -> None:
    outcome = made(cast)
    one = Placement.objects.filter(outcome=outcome).earliest("pk")
    other = next(each for each in schools() if each != one.school)
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(
            outcome=outcome, application=one.application, school=other, stage=1
        )
    numbers = [each.application.child.number for each in outcome.placements.all()]
    assert len(numbers) == len(set(numbers)) == 6


def test_chatham_2018_a_wrong_priority_is_seen_in_the_dry_run_by_who_would_move(
    cast: Cast,
) -> None:
    rule_set = closed(cast, 0)
    home = schools()[0]
    seats = bytes(rule_set.seats).decode().replace(f"{home.name},90,", f"{home.name},3,")
    for at in range(1, 7):
        accepted(rule_set, at, home=home, claim_class=1 if at <= 3 else 2, points="80")
    found = []
    for by in ("class", "draw"):  # the second is the mistake
        rules = replace(
            rules_of(bytes(rule_set.rules)),
            stages=(Step("catchment", by),),
        )
        rule_set.rules, rule_set.seats = written(rules), seats.encode()
        rule_set.rules_digest = sha256(rule_set.rules).hexdigest()
        rule_set.save()
        found.append(dry_run(rule_set.round, actor=cast.bureau, now=AFTER))
    right, wrong = found
    first = {each.number for each in Child.objects.all()[:3]}
    entered = {n for n, place in places_of(bytes(right.outcome)).items() if place.school}
    assert entered == first and not right.moved
    gone = {each["number"] for each in wrong.moved if not each["now"]}
    assert gone and gone < first and right.rules_digest != wrong.rules_digest
    with pytest.raises(Refused) as refused:
        publish_rules(rule_set, actor=cast.bureau, now=AFTER)
    assert refused.value.code == "rules-are-stale"  # what two signed is what counts


def test_dv_2012_neither_hour_nor_order_of_applying_changes_what_is_frozen(cast: Cast) -> None:
    rule_set = closed(cast, 8)
    before = draft(rule_set.round, rule_set).inputs
    rows = list(Application.objects.order_by("pk"))
    for at, row in enumerate(reversed(rows)):
        row.submitted_at = row.begun_at = AFTER - timedelta(days=20, minutes=at)
        row.save()
    early = rows[0]
    kept = {name: getattr(early, name) for name in ("home", "points", "claim_class", "proved")}
    number, year = early.child.number, {"year": early.year, "stage": early.stage}
    person, whose = early.person, early.child
    early.delete()
    again = Application.objects.create(
        round=rule_set.round, child=whose, person=person, state="accepted", rule_set=rule_set,
        begun_at=AFTER, submitted_at=AFTER, version=1, **year, **kept,
    )  # fmt: skip
    assert again.child.number == number and again.pk != rows[0].pk
    assert draft(rule_set.round, rule_set).inputs == before


def test_duval_2023_a_package_that_a_verifier_rejects_is_never_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule_set = closed(cast)
    announced(rule_set, cast.bureau)
    roster = frozen(rule_set, cast.bureau)
    thrown(roster, cast.bureau, somebody(cast.authority, "公演示", "notary"))
    monkeypatch.setattr(placing, "checks_of", lambda data, _: checks_of(data, "f" * 64))
    with pytest.raises(Refused) as refused:
        draw(roster, actor=cast.bureau, now=DRAWN)
    assert refused.value.code == "outcome-not-genuine"
    assert not Outcome.objects.exists() and not Placement.objects.exists()


def test_marble_a_child_that_is_there_twice_and_half_finished_forms_are_listed(cast: Cast) -> None:
    rule_set = closed(cast, 2)
    first = Application.objects.earliest("pk").child
    twin = child(cast.authority, 77, name=first.name.open(), born=first.born.open())
    row = accepted(rule_set, 8, home=schools()[0], claim_class=1, points="80")
    row.child = twin
    row.save()
    accepted(rule_set, 9, home=schools()[0], state="draft", proved=None)
    found = draft(rule_set.round, rule_set)
    twins = {e.number for e in found.defects if e.code == "maybe-twice"}
    assert twins == {first.number, twin.number}
    assert [e.code for e in found.defects if e.code != "maybe-twice"] == ["never-handed-in"]
