"""The measurements run, on a handful of schools; nothing is timed here."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from bench import chain, city, contender, counted, draws, pages, peers, places, published, work
from bench.config import DAY, WORK_DAY, Config, Sizes, read
from bench.table import beside, printed, same, skipped, within
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


def test_the_table_says_why_something_was_not_measured() -> None:
    row = skipped("in the browser", "there is none")
    told = " ".join(printed([row]).splitlines()[-1].split())
    assert row.ratio is None and told == "in the browser there is none skipped"


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


def test_tickets_are_those_of_the_loop_and_both_packages_are_genuine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draws, "VAR", tmp_path)
    monkeypatch.setattr(draws, "BROWSER_NUMBERS", 30)
    found = draws.measured(Config(children=3_000, rounds=1))
    assert found["sha256 differ"] == found.get("sm3 differ", 0) == 0
    assert {"sha256 ours", "sha256 loop", "sm3 ours", "order", "sealed"} <= set(found)
    for name in ("large", "small"):
        program = [sys.executable, "-I", "-S", draws.VERIFIER / "verify.py", "--en"]
        told = subprocess.run(
            [*program, tmp_path / draws.STORE / f"{name}.zip"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert "GENUINE" in told.stdout


def test_a_published_package_is_compared_at_the_largest_size_it_finishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published, "VAR", tmp_path)
    monkeypatch.setattr(published, "PACKAGES", tmp_path)
    monkeypatch.setattr(published, "SIZES", (200, 400))
    found = published._against("matching", 60, 1)
    assert (found["children"], found["otherwise"]) == (400, 0)
    assert 0 < found["own"] < found["seconds"]
    missing = published._against("algmatch", 60, 1)
    assert missing["children"] == 0 and "algmatch" in missing["stopped"]
    assert [row.verdict for row in published._rows("algmatch", missing)] == ["skipped"]
    assert 0 < found["ranked"] < found["seconds"]
    for times, verdict in ((499, "over"), (501, "ok")):
        held = {**found, "own": found["seconds"] / times}
        told = [row.verdict for row in published._rows("matching", held)]
        assert told == ["", "", verdict, "", "ok", "skipped"]


def test_packages_get_every_school_s_list_in_the_order_of_the_rule() -> None:
    a = places.city(700, 3, levels=40)
    held = contender.listed(
        {"prefs": a.prefs, "claims": a.claims, "tickets": a.tickets[:, 0], "seats": a.seats}
    )
    wanted: list[list[tuple[int, int, int]]] = [[] for _ in held["seats"]]
    for i, j in np.ndindex(a.prefs.shape):
        wanted[a.prefs[i, j]].append((-int(a.claims[i, j]), int(a.tickets[i, 0]), i))
    assert held["ranked"] == [[i for _, _, i in sorted(queue)] for queue in wanted]
    assert held["chosen"] == a.prefs.tolist()


def test_a_size_that_would_take_too_long_is_not_tried() -> None:
    first, second = published.Run(1_000, 1.0), published.Run(2_000, 4.0)
    assert published._guess(published.Run(0), first, 2_000) == 0
    assert published._guess(first, second, 4_000) == pytest.approx(16 / 1.5)
