"""The whole board as a long computation, so that two days can be laid side by side."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from xuequ.directory.models import Authority
from xuequ.directory.queries.scope import authorities, consortia, schools
from xuequ.directory.queries.settings import adopted, profile_of
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.rulebook import WORDS, State
from xuequ.kernel.run_kinds import Asked, Inputs, Report, Result
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text
from xuequ.profiles import loader
from xuequ.profiles.texts import digest_of
from xuequ.record.models import Line

from ..engine.reports import BINDINGS, WAIVED
from .standing import board

# Acts that change nothing a rule looks at.
IDLE = (
    "start-run", "end-run", "cancel-run", "log-in", "log-out", "log-in-failed", "switch-identity",
    "export", "set-schedule", "run-job",
)  # fmt: skip
MEASURING = Text("正在测算各条款", "Measuring every clause")


def asked(actor: Actor, on: date) -> Asked:
    """The actor's authority on a day, as the facts stand: up to the last act that changed any."""
    authority = Authority.objects.get(pk=actor.authority or 0)
    lines = Line.objects.filter(authority=authority.pk).exclude(verb__in=IDLE)
    last = lines.aggregate(last=Max("number"))["last"] or 0
    values = {"authority": authority.pk, "on": on.isoformat(), "line": last}
    adoption = adopted(authority, on)
    digest = adoption.digest if adoption else digest_of(loader.text(authority.profile))
    return Asked(values, policy_sha256=digest)


def measure(inputs: Inputs, report: Report) -> Result:
    """Every cell of the board that whoever asks may see: clause, subject, binding, state.

    Raises:
        Refused: the locality's profile says nothing yet on that day.
    """
    report(0.05, MEASURING)
    on, actor = date.fromisoformat(str(inputs.values["on"])), inputs.actor
    authority = authorities(seen_by=actor).get(pk=int(str(inputs.values["authority"])))
    try:
        found = board(authority, on)
    except LookupError as error:
        raise Refused("policy-not-yet", since=profile_of(authority, on).since) from error
    seen = {
        "consortium": set(consortia(seen_by=actor, on=on).values_list("pk", flat=True)),
        "school": set(schools(seen_by=actor, on=on).values_list("pk", flat=True)),
    }
    rows = [
        [cell.clause.id, cell.subject.name, cell.binding, _state(cell.state, cell.is_waived)]
        for cell in found.cells
        if cell.subject.kind not in seen or cell.subject.id in seen[cell.subject.kind]
    ]
    return Result({"cells": rows})


def _state(state: State, is_waived: bool) -> str:
    return "waived" if is_waived else state.value


def shown(result: Result) -> Table:
    """How many cells are in which state, and those that need attention."""
    cells: list[list[str]] = result.values["cells"]  # type: ignore[assignment]  # as measured
    words = {state.value: word for state, word in WORDS.items()} | {"waived": WAIVED}
    states = [state for *_, state in cells]
    counts = [(words[each], str(states.count(each))) for each in words if each in states]
    rows = [
        (clause, subject, BINDINGS[binding], words[state])
        for clause, subject, binding, state in cells
        if state in {"broken", "behind"}
    ]
    return Table(
        Text("全部条款测算", "Measure every clause"),
        (
            Column("clause", "条款", "Clause"),
            Column("subject", "对象", "Subject"),
            Column("binding", "约束力", "Binding"),
            Column("state", "状态", "State"),
        ),
        rows,
        (
            Text(
                f"共{len(cells)}项：" + "，".join(f"{w.zh}{n}项" for w, n in counts) + "。",
                f"{len(cells)} cells: " + ", ".join(f"{w.en} {n}" for w, n in counts) + ".",
            ),
        ),
    )
