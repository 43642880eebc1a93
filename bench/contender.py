"""A published package places the children of a file: `contender.py NAME SECONDS INSTANCE ANSWER`.

Runs in a process without anything of the product, which the system ends after so many seconds of
processor time.  Timed is what a user of the package does who has choices, claims and tickets as
arrays: rank those who ask at each school, as all packages want it, which is told apart; then make
the package's objects, and solve.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

# Imported by the packages at their head, not for what is measured: a commercial solver, a solver
# of linear programs, a bar of progress, and a library of graphs that no index has.
ABSENT = ("gurobipy", "pulp", "tqdm", "graph_tool", "graph_tool.all")
Instance = dict[str, Any]  # chosen: schools of each child; ranked, seats: of each school
Placed = dict[int, int]


class Absent(ModuleType):
    """A module of which every name is there and does nothing."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return object


def matching(of: Instance) -> Placed:
    from matching.games import HospitalResident

    chosen = dict(enumerate(of["chosen"]))
    asked = {s: queue for s, queue in enumerate(of["ranked"]) if queue}
    seats = {s: of["seats"][s] for s in asked}
    game = HospitalResident.create_from_dictionaries(chosen, asked, seats)
    return {each.name: s.name for s, units in game.solve().items() for each in units}


def algmatch(of: Instance) -> Placed:
    from algmatch import HR

    schools = {
        s: {"capacity": of["seats"][s], "preferences": queue}
        for s, queue in enumerate(of["ranked"])
    }
    told = {"residents": dict(enumerate(of["chosen"])), "hospitals": schools}
    found = HR(dictionary=told).get_stable_matching()["resident_sided"]
    return {int(child[1:]): int(school[1:]) for child, school in found.items() if school}


def py_school_match(of: Instance) -> Placed:
    import py_school_match as psm
    from py_school_match.algorithms import DA

    standing = psm.Criteria("standing", int)
    ruleset = psm.RuleSet([psm.Rule(standing)])
    schools = [psm.School(seats) for seats in of["seats"]]
    students = [psm.Student() for _ in of["chosen"]]
    number = {id(school): s for s, school in enumerate(schools)}
    for student, chosen in zip(students, of["chosen"], strict=True):
        student.preferences = [schools[s] for s in chosen]
    for school, queue in zip(schools, of["ranked"], strict=True):
        for at, child in enumerate(queue):
            students[child].add_characteristic(psm.Characteristic(standing, -at, school))
    psm.SocialPlanner(students, schools, ruleset).run_matching(DA())
    return {
        child: number[id(student.assigned_school)]
        for child, student in enumerate(students)
        if student.assigned_school is not None
    }


def _of_matching_algorithms(of: Instance) -> tuple[dict[str, Any], dict[str, Any]]:
    child = [f"c{i}" for i in range(len(of["chosen"]))]
    school = [f"s{s}" for s in range(len(of["seats"]))]
    schools = {
        name: {"priorities": [child[i] for i in queue], "capacity": seats}
        for name, queue, seats in zip(school, of["ranked"], of["seats"], strict=True)
    }
    return {
        name: [school[s] for s in chosen] for name, chosen in zip(child, of["chosen"], strict=True)
    }, schools


def matching_algorithms_deferred(of: Instance) -> Placed:
    from matching_algorithms import school_choice_da

    found = school_choice_da(*_of_matching_algorithms(of))
    return {int(child[1:]): int(s[1:]) for s, children in found.items() for child in children}


def matching_algorithms_rounds(of: Instance) -> Placed:
    from matching_algorithms import boston_mechanism

    found = boston_mechanism(*_of_matching_algorithms(of))
    return {int(child[1:]): int(s[1:]) for child, s in found.items() if s}


def matching_algorithms_trading(of: Instance) -> Placed:
    from matching_algorithms import top_trading_cycles

    found = top_trading_cycles(*_of_matching_algorithms(of))
    return {int(child[1:]): int(s[1:]) for child, s in found.items() if s}


WAYS: dict[str, Callable[[Instance], Placed]] = {
    each.__name__: each
    for each in (
        matching, algmatch, py_school_match, matching_algorithms_deferred,
        matching_algorithms_rounds, matching_algorithms_trading,
    )
}  # fmt: skip


def listed(arrays: dict[str, Any]) -> Instance:
    """The choices as lists, and who asks at each school as lists in the order of the rule.

    Children are numbered in the order of their tickets; school, claim and that number make one
    number, and these are sorted once.
    """
    prefs, claims, seats = arrays["prefs"], arrays["claims"], arrays["seats"]
    order = np.argsort(arrays["tickets"])
    place = np.empty_like(order)
    place[order] = np.arange(order.size)
    of_child, of_claim = (int(each).bit_length() for each in (order.size, np.ptp(claims)))
    assert of_child + of_claim + len(seats).bit_length() < 64
    keys = prefs.astype(np.int64) << of_claim
    keys += claims.max() - claims
    keys <<= of_child
    keys += place[:, None]
    keys = np.sort(keys, axis=None)
    begin = np.searchsorted(keys, np.arange(len(seats) + 1) << (of_claim + of_child))
    queue = order[keys & ((1 << of_child) - 1)]
    ranked = [queue[a:b].tolist() for a, b in pairwise(begin)]
    return {"chosen": prefs.tolist(), "ranked": ranked, "seats": seats.tolist()}


def main(name: str, limit: str, instance: str, answer: str) -> None:
    """Place the children and write who went where, and the seconds of processor it took."""
    sys.modules.update({each: Absent(each) for each in ABSENT})
    with np.load(instance) as file:
        arrays = dict(file)
    begun = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (round(begun + 1) + int(limit),) * 2)
    of = listed(arrays)
    ranked = time.process_time() - begun
    placed = WAYS[name](of)
    seconds = time.process_time() - begun
    told = [placed.get(child, -1) for child in range(len(of["chosen"]))]
    Path(answer).write_text(json.dumps({"seconds": seconds, "ranked": ranked, "placed": told}))


if __name__ == "__main__":
    main(*sys.argv[1:])
