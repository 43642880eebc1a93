"""What a package says of its own health: one finding per check, found by the name `health`.

A package declares `CHECKS`, a tuple of functions without arguments, in a module `health`.  The
page of the administrator, the answer to load balancers and the measurements all read them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .text import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.  No sentence holds names, numbers of people or secrets."""

    code: str  # in the answers for programs, e.g. "database"
    name: Text
    is_ok: bool
    said: Text  # one sentence: how it is, and the cure where it is not well
    is_needed: bool = True  # without it nobody can be served; else it is only a warning
    facts: tuple[tuple[Text, str | int], ...] = ()  # for the administrator's page
    gauges: dict[str, float] = field(default_factory=dict)  # of the measurements, by name


Check = Callable[[], Finding]


def well(code: str, name: Text, **more: object) -> Finding:
    """A finding of something that is as it should be."""
    return Finding(code, name, True, Text("正常", "fine"), **more)  # type: ignore[arg-type]
