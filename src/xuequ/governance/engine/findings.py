"""Sentences the rules of the chapter have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xuequ.kernel.rulebook import Fact, Finding, State, Verdict, worst
from xuequ.kernel.text import Text

from .asked import Line


def unknown(zh: str, en: str, *facts: Fact) -> Finding:
    """What the registry lacks; the facts have no value and lead to the form that supplies it."""
    return Finding(State.UNKNOWN, Text(zh, en), facts)


def broken(zh: str, en: str, *facts: Fact) -> Finding:
    return Finding(State.BROKEN, Text(zh, en), facts)


def met(zh: str, en: str, *facts: Fact) -> Finding:
    return Finding(State.MET, Text(zh, en), facts)


def lacking(zh: str, en: str, *facts: Fact) -> Verdict:
    """The whole rule cannot tell."""
    return Verdict(State.UNKNOWN, findings=(unknown(zh, en, *facts),))


def joined(findings: Sequence[Finding], found: int, wanted: int, unit: str) -> Verdict:
    """The verdict of several findings: the worst of them."""
    return Verdict(worst(each.state for each in findings), found, wanted, unit, tuple(findings))


def of_lines(chart: Iterable[Line], lack: Fact) -> Verdict:
    """Posts of a chart: one held too often breaks it, one held too seldom is not known."""
    findings, found, wanted = [], 0, 0
    for line in chart:
        found, wanted = found + line.found, wanted + line.min
        most = "" if line.max == line.min else "以上"
        least = "" if line.max == line.min else "at least "
        zh = f"{line.zh}：登记{line.found}人，要求{line.min}人{most}"
        en = f"{line.en}: {line.found} registered, {least}{line.min} wanted"
        if line.is_over:
            findings.append(broken(zh, en))
        elif line.is_short:
            findings.append(unknown(zh, en, lack))
        else:
            findings.append(met(zh, en))
    return joined(findings, found, wanted, "people")
