"""A county's files as tests write them, and what comes of them under a locality's profile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from xuequ.enrolment.engine.places.carried import Carried, Case, carried_out
from xuequ.enrolment.engine.places.prepared import Ask, Prepared, prepared
from xuequ.enrolment.engine.places.rules import Rules
from xuequ.enrolment.engine.policy import Enrolment
from xuequ.methods.allocation.checks.by_stages import check_stages
from xuequ.methods.lottery.seeds import Part
from xuequ.profiles import loader

DAY = date(2026, 4, 1)
PARTS = (Part("digits", "家长掷球", "0491", length=4, faces=10),)
SEATS = "学校,招生计划,片区内\n福强小学,1,是\n全海小学,1,是\n益田小学,1,是\n外校,1,否\n"
TRAVEL = "居住地,学校,路程\n村,福强小学,1\n村,全海小学,1\n村,益田小学,1\n村,外校,900\n"
FUTIAN = """编号,地段学校,居住地,积分,第一志愿,第二志愿,第三志愿
A1,全海小学,村,80,福强小学,全海小学,益田小学
A2,福强小学,村,75,福强小学,益田小学,全海小学
A3,福强小学,村,70,全海小学,福强小学,益田小学
A4,福强小学,村,60,福强小学,全海小学,
"""


def of(locality: str) -> Enrolment:
    return loader.policy(Enrolment, loader.load(locality), "enrolment", DAY)


def ask(applications: str, seats: str = SEATS, travel: str = TRAVEL, **rest: Any) -> Ask:
    made = Ask(
        ("报名.csv", applications.encode()),
        ("学位.csv", seats.encode()),
        ("路程.csv", travel.encode()) if travel else None,
        "2026",
        "某地 2026-04-01",
        parts=PARTS,
    )
    return replace(made, **rest)


def found(held: Prepared, seed: bytes = b"seed") -> Carried:
    """The allocation, after a checker of its own found nothing wrong in it."""
    read = held.read
    known = seed if read.rules.draw else b""
    case = Case(read.rules, read.schools, read.units, read.travel, known)
    with held.told_of_county():
        carried = carried_out(case)
    stages, seats = carried.stages, carried.slots.seats
    assert check_stages(stages, carried.composed, seats, read.units.heads) == []
    return carried


def placed(policy: Enrolment | Rules, asked: Ask, seed: bytes = b"seed") -> dict[str, str]:
    """School of each child by its number, "" for none."""
    held = found(prepared(policy, asked), seed)
    case, slots = held.case, held.composed.placed
    schools = [
        "" if slot < 0 else case.schools.all[held.slots.school[slot]].name
        for slot in slots.tolist()
    ]
    return {n: schools[u] for n, u in zip(case.units.numbers, case.units.unit, strict=True)}
