"""First-come crush: families behind the waiting room, a server that is killed, the last minute."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ephemeral_pg import find_programs

from .config import ROOT, VAR, Config
from .processes import FailedError
from .rush_checks import (
    Kept,
    counted,
    faults,
    late,
    seconds_inside,
    seconds_waited,
    share,
    unanswered,
)
from .rush_county import PASSWORD
from .rush_server import STORE, DurablePostgres, Server, environment
from .table import Row, same, skipped, within

SECONDS, SHORTEST = 600, 60  # for 30,000 families, as many fewer for fewer; never less
LONGEST = 4 * 3600  # seconds after which nobody waits any longer
ARRIVE, AT_ONCE = 0.8, 0.33  # share of that in which all have come; so many come in its first tenth
THINK = (1.0, 4.0)  # seconds a family looks at a page before it sends it
LIMIT = 1.0  # seconds: 95 of 100 acts inside
SIGN_SECONDS, SIGN_AT_ONCE = 20, 8
MINUTE, LAST = 60, (-20.0, 5.0)  # how the last minute is played: when they mean to press
MOST_LATE = 2_000  # families of the last minute


@dataclass(frozen=True, slots=True)
class Site:
    """The server and its database, running."""

    server: Server
    url: str


def rush(config: Config) -> list[Row]:
    """The whole measure; nothing of it touches another database."""
    try:
        find_programs()
    except ImportError:
        return [skipped("families that handed in", "no PostgreSQL on this machine")]
    with _every_core(), _site() as site:
        extra = min(MOST_LATE, max(50, config.families // 10))
        count, rest = config.families + extra, rest_for(config.families)
        every = _asked(site, "filled", str(count), str(rest))
        site.server.start()
        rows = _signing_in(site, every)
        rows += _crush(site, config, every[: config.families])
        rows += _last_minute(site, config, every[config.families :])
        site.server.stop()
        lines, fault = _asked(site, "verified")
        return [*rows, same(f"record of {lines:,} lines, faults", fault is not None, "", 0, "none")]


def seconds_for(families: int) -> int:
    """How long so many families may take."""
    return max(SHORTEST, SECONDS * families // 30_000)


def rest_for(families: int) -> int:
    """Minutes a session may rest: longer than families take to come, less than most then wait."""
    return max(5, 3 * seconds_for(families) // 60)


def arrivals(families: int, seconds: float, seed: int) -> list[float]:
    """When each comes, in seconds: a third in the first tenth, the others evenly."""
    drawn = random.Random(seed)
    crowd, whole = int(families * AT_ONCE), seconds * ARRIVE
    first = [drawn.uniform(0, seconds / 10) for _ in range(crowd)]
    return sorted(first + [drawn.uniform(0, whole) for _ in range(families - crowd)])


def _signing_in(site: Site, every: list[dict[str, Any]]) -> list[Row]:
    plan = {"kind": "signing_in", "families": every, "password": PASSWORD,
            "at_once": SIGN_AT_ONCE, "stop_at": time.time() + SIGN_SECONDS}  # fmt: skip
    began = time.time()
    acts = _played(site, plan)[0]["acts"]
    seconds = sorted(each[2] for each in acts if each[3] == 302)
    return [
        Row("sign-ins in a second", len(seconds) / (time.time() - began), "accounts"),
        Row(f"  95 of 100 within, {SIGN_AT_ONCE} at once", share(seconds, 95), "s"),
        same("  refused", len(acts) - len(seconds), "accounts", 0, "none"),
    ]


def _crush(site: Site, config: Config, families: list[dict[str, Any]]) -> list[Row]:
    """Families come; a web process is killed after a third of the time, all of them after two."""
    span, now = seconds_for(len(families)), time.time() + 2
    comes = arrivals(len(families), span, config.seed)
    plan = {"kind": "rush", "families": families, "seed": config.seed, "think": THINK,
            "stop_at": now + LONGEST, "arrives": [now + each for each in comes],
            "hand_at": [0.0] * len(families)}  # fmt: skip
    gone = [0.0, 0.0]

    def power_cut() -> None:
        gone[0] = time.time()
        site.server.kill_all()
        site.server.restart()
        gone[1] = time.time()

    kills = [(now + span / 3, site.server.kill_a_process), (now + span * 2 / 3, power_cut)]
    told = _played(site, plan, kills)
    return [*_told(told, span, (gone[0], gone[1])), *_checked(site, told, "crush")]


def _told(told: list[dict[str, Any]], span: float, gone: tuple[float, float]) -> list[Row]:
    """How it went for those who came."""
    inside, waited = seconds_inside(told, gone=gone), seconds_waited(told)
    done = sum(each["outcome"] == "done" for each in told)
    ends = [act[1] + act[2] for each in told for act in each["acts"] if act[0] != "wait"]
    began = min(each["arrives"] for each in told)
    took = max(ends) - began
    soon = sum(each["outcome"] == "done" and each["acts"][-1][1] < began + span for each in told)
    saved, handed = (seconds_inside(told, kind, gone=gone) for kind in ("save", "hand"))
    return [
        same("families that handed in", done, "families", len(told), "all who came"),
        Row(f"  of these within {span} s", soon, "families"),
        within("  until the last had", took, "s", span),
        Row("  handed in in a second", done / took, "families"),
        Row("  acts inside in a second", len(inside) / took, "acts"),
        Row("  acts inside, half within", share(inside, 50), "s"),
        within("  acts inside, 95 of 100 within", share(inside, 95), "s", LIMIT),
        Row("  acts inside, 99 of 100 within", share(inside, 99), "s"),
        Row("  keeping a draft, 95 of 100 within", share(saved, 95), "s"),
        Row("  handing in, 95 of 100 within", share(handed, 95), "s"),
        Row("  in the waiting room, half", share(waited, 50), "s"),
        Row("  in the waiting room, 95 of 100", share(waited, 95), "s"),
        Row("  answers of the waiting room", counted(told, "wait"), "pages"),
        Row("  the whole server was away", gone[1] - gone[0], "s"),
        Row("  acts without an answer, tried again", unanswered(told), "acts"),
    ]


def _last_minute(site: Site, config: Config, families: list[dict[str, Any]]) -> list[Row]:
    """Everybody comes in the minute before the closing; many press the button around it."""
    drawn, now = random.Random(config.seed), time.time() + 2
    closes = now + MINUTE
    _asked(site, "closes", str(closes))
    count = len(families)
    plan = {"kind": "rush", "families": families, "seed": config.seed, "think": THINK,
            "stop_at": closes + 10,
            "arrives": sorted(now + drawn.uniform(0, MINUTE - 15) for _ in range(count)),
            "hand_at": [closes + drawn.uniform(*LAST) for _ in range(count)]}  # fmt: skip
    told = _played(site, plan)
    kept = _kept(site)
    wrong, early = late(told, kept, closes)
    inside = seconds_inside(told)
    by = {name: sum(each["outcome"] == name for each in told) for name in ("done", "refused")}
    return [
        Row(f"last minute, {count} families: handed in", by["done"], "families"),
        Row("  told that it is closed", by["refused"], "families"),
        Row("  never let in", sum(not each["is_in"] for each in told), "families"),
        within("  acts inside, 95 of 100 within", share(inside, 95), "s", LIMIT),
        same("  counted after the closing", len(wrong), "families", 0, "none"),
        Row("  sent before it and refused", len(early), "families"),
        Row("    the longest time before it", max(early, default=0.0), "s"),
        *_checked(site, told, "last minute"),
    ]


def _checked(site: Site, told: Sequence[dict[str, Any]], name: str) -> list[Row]:
    found = faults(told, _kept(site))
    for each in found[:20]:
        print(f"{name}: {each}", file=sys.stderr)
    return [same("  lost, twice or half there", len(found), "applications", 0, "none")]


def _kept(site: Site) -> dict[int, Kept]:
    return {int(pk): Kept(**row) for pk, row in _asked(site, "kept").items()}


def _played(
    site: Site, plan: dict[str, Any], kills: Sequence[tuple[float, Any]] = ()
) -> list[dict[str, Any]]:
    """What the families of a plan were told, by a process of their own; meanwhile, the kills."""
    given, result = VAR / STORE / "plan.json", VAR / STORE / "told.json"
    given.write_text(json.dumps({**plan, "port": site.server.port}))
    command = [sys.executable, "-m", "bench.rush_load", str(given), str(result)]
    with subprocess.Popen(command, cwd=ROOT) as playing:
        for at, kill in kills:
            time.sleep(max(0.0, at - time.time()))
            kill()
        if playing.wait() != 0:
            raise FailedError("the families' process ended badly")
    found: list[dict[str, Any]] = json.loads(result.read_text())
    return found


def _asked(site: Site, name: str, *arguments: str) -> Any:
    """What a process with the product's settings answers."""
    result = VAR / STORE / "answer.json"
    command = [sys.executable, "-m", "bench.rush_rows", name, str(result), *arguments]
    env = {**environment(site.url), "DJANGO_SETTINGS_MODULE": "xuequ.site.settings"}
    if subprocess.run(command, cwd=ROOT, env=env, check=False).returncode != 0:
        raise FailedError(f"{name} could not be asked")
    return json.loads(result.read_text())


@contextmanager
def _site() -> Iterator[Site]:
    """A new database and a server that is not started yet; both are gone afterwards."""
    shutil.rmtree(VAR / STORE, ignore_errors=True)
    (VAR / STORE).mkdir(parents=True)
    database = DurablePostgres()
    server = Server(database.url)
    try:
        yield Site(server, database.url)
    finally:
        server.kill_all()
        database.stop()


@contextmanager
def _every_core() -> Iterator[None]:
    """This measure is of the whole machine, not of one core."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
