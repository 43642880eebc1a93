"""Counties made up at random, for the tests of bundles."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from xuequ.intake.engine.oneroster.county import (
    Body,
    Child,
    County,
    Honour,
    Office,
    Room,
    School,
    Site,
    Teaching,
    Tie,
    Union,
    Worker,
)

HAN = "东西南北一二三王李欧阳司马小中学校区团山水"
WORDS = st.text(st.sampled_from(HAN), min_size=1, max_size=6)
# What must survive a cell: signs of packing, of CSV, of formulas.
ODD = st.text(st.sampled_from(HAN + "abc|;%,\"'=+-@ (·"), max_size=8).map(str.strip)
DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
SOME_DAY = st.none() | DAYS


def _of(ids: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(ids)


@st.composite
def counties(draw: Any) -> County:
    """A county with a few of everything, each name and id once."""
    schools = draw(st.lists(WORDS, min_size=1, max_size=4, unique=True))
    unions = draw(st.lists(WORDS, max_size=3, unique=True))
    site_ids = [f"s{n}" for n in range(len(schools))]
    union_ids = [f"u{n}" for n in range(len(unions))]
    rooms = draw(st.lists(_rooms(site_ids), max_size=4, unique_by=_seat))
    rooms = [Room(f"r{n}", *room) for n, room in enumerate(rooms)]
    return County(
        id="county",
        name=draw(WORDS),
        area=draw(st.sampled_from(["", "450102"])),
        schools=tuple(draw(_school(n, name, union_ids)) for n, name in enumerate(schools)),
        unions=tuple(draw(_union(n, name)) for n, name in enumerate(unions)),
        bodies=tuple(
            Body(f"b{n}", name, "office", draw(_of([*union_ids, ""])), draw(SOME_DAY))
            for n, name in enumerate(draw(st.lists(WORDS, max_size=2, unique=True)))
        ),
        rooms=tuple(rooms),
        workers=tuple(draw(_worker(n, site_ids)) for n in range(draw(st.integers(0, 3)))),
        children=tuple(
            Child(f"c{n}", draw(WORDS), draw(st.sampled_from(rooms)).id, since=draw(SOME_DAY))
            for n in range(draw(st.integers(0, 3)) if rooms else 0)
        ),
    )


def _seat(room: tuple[object, ...]) -> tuple[object, ...]:
    return room[:5]


def _rooms(site_ids: list[str]) -> st.SearchStrategy[tuple[Any, ...]]:
    stages = st.sampled_from([("primary", 1), ("primary", 6), ("junior", 7), ("senior", 12)])
    whole = st.tuples(
        _of(site_ids), stages, st.integers(2020, 2030), st.integers(1, 9), st.none() | st.just(40)
    )
    return whole.map(lambda each: (each[0], each[1][0], each[2], each[1][1], each[3], each[4]))


@st.composite
def _school(draw: Any, n: int, name: str, union_ids: list[str]) -> School:
    members = draw(st.lists(_of(union_ids), unique=True)) if union_ids else []
    return School(
        id=f"s{n}",
        name=name,
        stages=draw(st.sampled_from(["", "primary", "nine_year"])),
        newly_built=draw(st.none() | st.booleans()),
        source=draw(ODD),
        aliases=tuple(draw(st.lists(WORDS, max_size=2, unique=True))),
        since=draw(SOME_DAY),
        campuses=tuple(
            Site(f"s{n}c{m}", each, address=draw(ODD))
            for m, each in enumerate(draw(st.lists(WORDS, max_size=2, unique=True)))
        ),
        ties=tuple(
            Tie(union, draw(st.sampled_from(["lead", "member"])), since=draw(SOME_DAY), order=m)
            for m, union in enumerate(members, start=1)
        ),
    )


@st.composite
def _union(draw: Any, n: int, name: str) -> Union:
    return Union(f"u{n}", name, goal=draw(ODD), since=draw(SOME_DAY), order=n + 1)


@st.composite
def _worker(draw: Any, n: int, site_ids: list[str]) -> Worker:
    subjects = draw(st.lists(st.tuples(_of(site_ids), ODD.filter(bool)), max_size=3, unique=True))
    honours = draw(st.lists(st.sampled_from(["backbone", "master"]), max_size=2, unique=True))
    return Worker(
        id=f"w{n}",
        name=draw(st.sampled_from(["欧阳修", "王一", "李", "John Smith", "阿卜·杜拉"])),
        id_number=draw(st.sampled_from(["", f"X{n}1234567"])),
        id_kind="passport",
        teaching=tuple(Teaching(at, "primary", what, "first") for at, what in subjects),
        honours=tuple(Honour(kind, "city", draw(DAYS)) for kind in honours) if subjects else (),
        offices=(Office(site_ids[0], "principal", "校长", since=draw(DAYS)),) if n == 0 else (),
    )
