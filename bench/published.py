"""Published packages on the very same children, each at the largest size it finishes."""

from __future__ import annotations

import json
import math
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from .config import PEER_SECONDS, PEER_TIMES, ROOT, VAR, Config
from .places import city
from .processes import ask, variables
from .table import Row, Verdict, same, skipped

PACKAGES = VAR / "packages"
LOCK = ROOT / "bench" / "packages.txt"
SIZES = (
    1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000,
    *(1_000_000 * 2**power for power in range(6)),
)  # fmt: skip
OURS = {
    "matching": "deferred acceptance",
    "algmatch": "deferred acceptance",
    "py_school_match": "deferred acceptance",
    "matching_algorithms_deferred": "deferred acceptance",
    "matching_algorithms_rounds": "preference rounds",
    "matching_algorithms_trading": "top trading cycles",
}
ROUNDS = 9  # of our own, of which the median counts


@dataclass(frozen=True, slots=True)
class Run:
    """One package on one size: seconds of processor, who went where; or why it came to no end."""

    children: int
    seconds: float = math.inf
    ranked: float = 0.0  # seconds of them until every school had its list
    placed: tuple[int, ...] = ()
    failure: str = ""


def published(config: Config) -> list[Row]:
    """How many times quicker we are than each package, and whether all are placed alike."""
    if failure := installed():
        return [skipped("published packages", failure)]
    found = ask("published", "bench_places", config)
    return [row for name in OURS for row in _rows(name, found[name])]


def _rows(name: str, found: dict[str, Any]) -> list[Row]:
    package = name.replace("_", "-").removesuffix("-deferred")
    package = package.removesuffix("-rounds").removesuffix("-trading")
    if not found["children"]:
        return [skipped(f"{package}, {OURS[name]}", found["stopped"])]
    what = f"{package}, {found['children']:,} children by {OURS[name]}"
    own, theirs, ranked = found["own"], found["seconds"], found["ranked"]
    wanted, bare = theirs / PEER_TIMES, (theirs - ranked) / PEER_TIMES
    verdict: Verdict = "ok" if own <= wanted else "over"
    return [
        Row(what, theirs, "s"),
        Row("  of that, lists of all schools ranked by numpy", ranked, "s"),
        Row("  ours", 1000 * own, "ms", 1000 * wanted, f"all / {PEER_TIMES}", verdict),
        Row("  ours", 1000 * own, "ms", 1000 * bare, f"without its lists / {PEER_TIMES}"),
        same("  placed otherwise", found["otherwise"], "children", 0, package),
        skipped("  why no larger size", found["stopped"]),
    ]  # fmt: skip


def installed() -> str:
    """Have the packages in a folder of their own; why that cannot be done, or nothing."""
    done = PACKAGES / "lock"
    if done.exists() and done.read_bytes() == LOCK.read_bytes():
        return ""
    sys.path.append(str(ROOT / "tools"))
    from environment import UV, mirror, prepare_variables

    prepare_variables()
    command = [str(UV), "pip", "install", "--python", sys.executable, "--target", str(PACKAGES)]
    command += ["--no-deps", "--require-hashes", "--upgrade", "-r", str(LOCK)]
    environment = {**variables("bench_places"), **mirror()}
    made = subprocess.run(command, env=environment, capture_output=True, check=False)
    if made.returncode:
        return "they cannot be installed here (no network?)"
    done.write_bytes(LOCK.read_bytes())
    return ""


def measured(config: Config) -> dict[str, Any]:
    """Of each package the largest size it finishes, its seconds and ours."""
    limit = min(PEER_SECONDS, max(1, PEER_SECONDS * config.children // Config().children))
    return {name: _against(name, limit, config.seed) for name in OURS}


def _against(name: str, limit: int, seed: int) -> dict[str, Any]:
    last, before, stopped = Run(0), Run(0), "it is the largest that is tried"
    for children in SIZES:
        if (guess := _guess(before, last, children)) > limit:
            stopped = f"{children:,} would take about {guess:,.0f} s, more than {limit} s"
            break
        run = _run(name, children, limit, seed)
        if run.failure:
            stopped = f"{children:,}: {run.failure}"
            break
        before, last = last, run
    if not last.children:
        return {"children": 0, "stopped": stopped}
    own, placed = _own(OURS[name], last.children, seed)
    wrong = sum(a != b for a, b in zip(placed, last.placed, strict=True))
    held = {"children": last.children, "seconds": last.seconds, "ranked": last.ranked}
    return {**held, "stopped": stopped, "own": own, "otherwise": wrong}


def _guess(before: Run, last: Run, children: int) -> float:
    """Seconds for more children, if they grow on as they grew; at least in proportion."""
    if not before.children:
        return 0.0
    power = math.log(last.seconds / before.seconds) / math.log(last.children / before.children)
    return float(last.seconds * (children / last.children) ** max(1.0, power) / 1.5)


def _run(name: str, children: int, limit: int, seed: int) -> Run:
    import numpy as np

    instance, answer = VAR / "published-instance.npz", VAR / "published-answer.json"
    a = city(children, seed)
    np.savez(instance, prefs=a.prefs, claims=a.claims, tickets=a.tickets[:, 0], seats=a.seats)
    answer.unlink(missing_ok=True)
    program = str(Path(__file__).with_name("contender.py"))
    command = [sys.executable, program, name, str(limit), str(instance), str(answer)]
    environment = {**variables("bench_places"), "PYTHONPATH": str(PACKAGES)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        return Run(children, failure=f"not finished in {limit} s")
    if done.returncode:
        return Run(children, failure=done.stderr.strip().splitlines()[-1][:60])
    told = json.loads(answer.read_text())
    return Run(children, told["seconds"], told["ranked"], tuple(told["placed"]))


def _own(mechanism: str, children: int, seed: int) -> tuple[float, list[int]]:
    from xuequ.methods.allocation.deferred import deferred_acceptance
    from xuequ.methods.allocation.rounds import preference_rounds
    from xuequ.methods.allocation.trading import top_trading_cycles

    ways: dict[str, Callable[[Any], Any]] = {
        "deferred acceptance": deferred_acceptance,
        "preference rounds": preference_rounds,
        "top trading cycles": top_trading_cycles,
    }
    way, a = ways[mechanism], city(children, seed)
    found = way(a)
    passed = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        way(a)
        passed.append(time.process_time() - begun)
    return median(passed), found.placed.tolist()
