"""What a package declares about a long computation (运算任务), and what its function gets.

A kind is data, in `KINDS` of the package's `runs.py`.  Its `work` computes: it reads, and writes
nothing.  What the result changes in the database is its `effect`, which runs in one transaction
with the line that says the run is done, so that it happens once or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, TypeAlias

from .actors import Actor
from .text import Text

# Says how far the work has come (share from 0 to 1) and what it does now, without personal data.
# Where it is called the work may be stopped: it raises `Cancelled`.
Report: TypeAlias = Callable[[float, Text], None]
ANY_QUEUE = "default"


class Cancelled(Exception):
    """Whoever started the run wants no result of it any more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody would have computed: values, and the digests of what the work goes by."""

    values: Mapping[str, object]
    policy_sha256: str = ""
    seed_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run was started with, unsealed and checked."""

    values: Mapping[str, object]
    actor: Actor  # who started it, with the powers held now
    begun_at: datetime  # when it was started, for «today»
    open_file: Callable[[], BinaryIO] | None = None  # the private file it was given, if any


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found: values that JSON can say, and perhaps a file.

    `found` is what the work hands to its effect; it is not kept.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    file: bytes | None = None
    file_name: str = ""
    found: object = None


@dataclass(frozen=True, slots=True)
class RunKind:
    """A kind of run.

    `work` and `effect` are dotted paths: `(Inputs, Report) -> Result` and `(Inputs, Result) ->
    Result | None`; what the effect gives back takes the place of the result.  Either may raise
    `Refused` or `Problems`.  `asks` is the dotted path of a function (actor, day) that gives what
    is `Asked` by a kind that can be started without a form.  Work that `rehearses` may write inside
    a `record.rehearsal`, which takes everything back.
    """

    code: str  # "board.measure"
    title: Text
    about: Text  # one sentence: what it is for
    work: str
    needs: str  # the permission to start it
    version: int = 1  # raise it whenever the same inputs give another result
    effect: str = ""
    asks: str = ""
    shows: str = ""  # dotted path of a function of a Result that gives its Table
    leads_to: str = ""  # dotted path of a function of the values it was given: where it belongs
    rehearses: bool = False
    is_repeatable: bool = True  # by a button on its page; otherwise where it was started
    may_cancel: bool = True  # while it works; waiting, any run can be cancelled
    runs_again: bool = True  # by itself, after its worker was lost
    queue: str = ANY_QUEUE
