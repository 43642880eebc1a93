"""The measurements run, on a handful of schools; nothing is timed here."""

from __future__ import annotations

from collections import Counter

import pytest

from bench import chain, city, counted, pages, peers, work
from bench.config import DAY, WORK_DAY, Config, Sizes, read
from bench.table import beside, printed, same, within
from xuequ.directory.models import Authority, Pupil, School, Teacher
from xuequ.directory.queries import verdicts
from xuequ.kernel.rulebook import State
from xuequ.profiles import loader

FEW, MANY = Sizes(6, 3, 6, 100), Sizes(24, 12, 30, 300)


def made(sizes: Sizes, name: str = "测速市", profile: str = "xingning") -> Authority:
    return city.build(name, sizes, seed=1, profile=profile)


def test_every_list_page_costs_the_same_queries_for_few_and_for_many_rows(db: None) -> None:
    found = pages.queries_of([made(FEW, "小县"), made(MANY, "大县")])
    assert {"board:board_page", "directory:roster_page", "record:record_list"} <= set(found)
    assert [name for name, (few, many) in found.items() if few != many] == []


@pytest.mark.parametrize("profile", ["xingning", "guilin"])
def test_a_city_is_the_same_for_the_same_seed_and_its_clauses_can_be_judged(
    db: None, profile: str
) -> None:
    states = []
    for name in ("甲市", "乙市"):
        authority = made(MANY, name, profile)
        found = verdicts(authority, DAY, loader.load(profile))
        states.append(Counter((each.rule.id, each.verdict.state) for each in found))
        assert School.objects.filter(authority=authority).count() == MANY.schools
        assert Teacher.objects.filter(school__authority=authority).count() == MANY.teachers
        pupils = Pupil.objects.filter(school_class__school__authority=authority)
        assert pupils.count() == MANY.pupils
    assert states[0] == states[1]
    assert {State.MET, State.BROKEN, State.UNKNOWN} <= {state for _, state in states[0]}


def test_peers_of_the_snapshot_find_the_same_county(db: None) -> None:
    assert len(peers.compare(made(MANY), DAY, 1)) == 3


def test_the_record_is_written_and_verified(db: None) -> None:
    assert set(chain.measured(5)) == {"written", "plain", "verified", "sealed"}


def test_the_table_says_what_exceeds_its_limit() -> None:
    rows = [
        within("cold", 1.5, "s", 2.0),
        within("warm", 360.0, "ms", 300.0),
        same("page", 7, "queries", 7, "3 rows"),
        beside("gathered", 10.0, "ms", 40.0, "model objects"),
    ]
    assert [each.verdict for each in rows] == ["ok", "over", "ok", "faster"]
    assert [each.ratio for each in rows] == [0.75, 1.2, 1.0, 0.25]
    assert "360 ms  300 ms" in printed(rows)


def test_a_configuration_reaches_the_measuring_process_unchanged() -> None:
    config = Config(sizes=FEW, profile="guilin")
    assert read(config.written()) == config


def test_sizes_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="a school for each"):
        Sizes(schools=2, consortia=3)
    with pytest.raises(ValueError, match="at least 1"):
        Config(rounds=0)


def test_a_full_ledger_is_filled_and_counted_the_same_in_every_way(db: None) -> None:
    work.build("台账市", FEW, seed=1, profile="xingning")
    states = counted.states_measured("台账市", WORK_DAY)
    assert states["states"] == FEW.teachers * work.DUTIES
    again = counted.recount_measured("台账市", WORK_DAY)
    assert (again["claims"], again["differ"]) == (FEW.teachers * work.DUTIES * work.TIMES, 0)
    assert set(counted.pages_measured("台账市", WORK_DAY, 1)) == {"inbox", "consortium"}
