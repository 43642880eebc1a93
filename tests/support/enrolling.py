"""Rounds of enrolment and an application for the addresses: made once for a school."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from xuequ.directory.models import Person, Registrant, School, Section
from xuequ.enrolment.models import (
    Application,
    Child,
    Custody,
    Evidence,
    PastRoll,
    Plan,
    Rehearsal,
    Round,
    Watch,
)
from xuequ.runs.models import Run
from xuequ.vault.models import StoredFile

OPENS, CLOSES = datetime(2099, 4, 1, tzinfo=UTC), datetime(2099, 5, 1, tzinfo=UTC)
COUNTED = {"children": 1, "unplaced": 1, "ways": [], "methods": [], "schools": []}
REACH = {  # which scope decides about them
    "rounds/pk": "inside",  # in which a school takes part: itself, its consortium, those above
    "steps/school": "inside",  # schools of the round
    "trials/pk": "whole",  # trials of a policy: the offices that prepare
    "forecast/pk": "inside",  # schools whose pupils are counted
    "results/pk": "self",  # of one's own child
    "watch/pk": "inside",  # children a school looks after
    "admitted/pk": "self",  # of a child who has a seat; this one has none
    "results/what": "public",
    "letter/token": "public",  # nobody's, if it is not the one of a letter
    "round/pk": "public",  # only what is published by authorities that show themselves
    "application/pk": "self",  # only the family's
    "materials/paper": "self",
    "apply/pk": "self",  # only rounds that are published
    "child/pk": "self",
    "parents/pk": "bureau",
    "guardians/pk": "bureau",
    "custodies/pk": "bureau",
    "codes/pk": "bureau",  # only who checks applications in the own authority
}


def rounds_of(school: School) -> dict[str, object]:
    """A round in which the school alone takes part."""
    found, is_new = Round.objects.get_or_create(
        authority=school.authority,
        year=2099,
        name=f"演示{school.pk}",
        defaults={"stage": "primary", "regime": "catchment", "opens": OPENS, "closes": CLOSES},
    )
    if is_new:
        Plan.objects.create(round=found, school=school, year=found.year, stage=found.stage)
        if not Section.objects.filter(school=school, stage="primary").exists():
            Section.objects.create(school=school, stage="primary", since=school.since)
        PastRoll.objects.create(school=school, stage="primary", year=2025, grade=1, count=40)
    row = application_of(found)
    return {
        **of_placing(found),
        "application/pk": row.pk,
        "materials/paper": row.evidence.get().pk,
        "apply/pk": found.pk,
        "child/pk": row.child_id,
        "parents/pk": row.person.registrations.get().pk,
        "codes/pk": row.pk,
        "guardians/pk": row.child_id,
        "custodies/pk": row.child.custodies.get().pk,
        "rounds/pk": found.pk,
        "round/pk": found.pk,
        "steps/school": school.pk,
        "school/step": "opinion",
        "forecast/pk": school.pk,
        "pk/stage": "primary",
        "plan/kind": "csv",
        "trials/pk": trial_of(found),
        "map/way": "deferred",
        "pk/part": "ways",
        "part/kind": "csv",
        "file/signed": "rules",
        "results/pk": row.pk,
        "waiting/school": school.pk,
        "letter/token": "unknown",
        "admitted/pk": row.pk,
        "admitted/kind": "csv",
        "every-child/kind": "csv",
        "cohorts/kind": "csv",
        "watch/pk": watch_of(school, row.child),
        "enter/school": school.pk,
        "results/what": "package",
        "verifier/program": "page",
    }


def watch_of(school: School, child: Child) -> int:
    """A child that the school looks after."""
    said = {"authority": school.authority, "since": OPENS.date(), "begun_at": OPENS}
    made, _ = Watch.objects.get_or_create(
        kind="not_come", child=child, school=school, year=2099, stage="primary", defaults=said
    )
    return int(made.pk)


def trial_of(found: Round) -> int:
    """A trial of its policy that is done."""
    inputs = json.dumps({"round": found.pk, "children": 1, "text": "xuequ"})
    known = Run.objects.filter(kind="enrolment.trial", authority=found.authority).first()
    if known is not None:
        return int(known.pk)
    result = {
        "title": ["比较", "compared"], "columns": [["figure", "指标", "Figure"]], "rows": [["1"]],
        "notes": [], "ways": {"deferred": ["延迟接受", "deferred"]}, "moves": {"deferred": []},
        "schools": ["演示"], "places": {}, "children": 1,
    }  # fmt: skip
    made = Run.objects.create(
        kind="enrolment.trial", authority=found.authority, account="demo", engine="1",
        inputs=inputs, inputs_sha256="0" * 64, result=json.dumps(result),
        result_sha256="0" * 64, state="done", ended_at=OPENS,
    )  # fmt: skip
    return int(made.pk)


def application_of(found: Round) -> Application:
    """What a family has begun in the round, with a paper."""
    known = Application.objects.filter(round=found).first()
    if known is not None:
        return known
    authority, number = found.authority, f"{50_000_000 + found.pk}"
    child = Child.objects.create(
        authority=authority, number=number, name="童演示", id_kind="other",
        id_number=f"SYN{number}", born="2093-01-01", sex="female", is_synthetic=True,
    )  # fmt: skip
    parent = Person.objects.create(authority=authority, name="童家长", is_synthetic=True)
    Custody.objects.create(child=child, person=parent, kind="mother")
    Registrant.objects.create(
        person=parent, id_kind="other", id_number=f"SYN-P{number}", informed_at=OPENS,
        since=date(2020, 9, 1),
    )  # fmt: skip
    row = Application.objects.create(
        round=found, child=child, person=parent, year=found.year, stage=found.stage,
        begun_at=OPENS,
    )  # fmt: skip
    file = StoredFile.objects.create(
        digest="0" * 64, size=1, kind="application/pdf", name="户口簿.pdf"
    )
    Evidence.objects.create(application=row, kind="household_register", file=file, stored_at=OPENS)
    return row


def of_placing(found: Round) -> dict[str, object]:
    """A rehearsal of the round; nothing of it is frozen."""
    rehearsal = Rehearsal.objects.filter(round=found).first() or Rehearsal.objects.create(
        round=found, package=b"", digest="0" * 64, engine_before="0" * 64, engine_after="0" * 64,
        children=1, summary=COUNTED, made_at=OPENS,
    )  # fmt: skip
    return {
        "rehearsals/rehearsal": rehearsal.pk,
        "ceremony/part": 1,
        "file/frozen_part": "rules",
    }
