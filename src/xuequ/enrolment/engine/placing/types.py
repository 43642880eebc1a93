"""What is known of an application when the roster is frozen, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from xuequ.kernel.text import Text

State = Literal["draft", "submitted", "returned", "accepted", "refused", "withdrawn"]
Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Applicant:
    """An application by the number of its child.

    Nothing here says when it was handed in: what is not known cannot count.

    Args:
        home: name of the school of the catchment, "" where none is known; `primary` likewise.
        proved: of what was found, the full months or years by code.
        companion: number of the child it is placed together with, "" for none.
        is_current: handed in under the rules that hold.
        twin: number of another child of the same name and day of birth, "" for none.
        unanswered: departments that were asked about the child and have not answered.
        contradicted: items that a department denied after the application was accepted.
    """

    number: str
    state: State
    home: str = ""
    primary: str = ""
    place: str = ""
    claim_class: int | None = None
    points: str = ""
    kinds: Sequence[str] = ()
    proved: Mapping[str, object] = field(default_factory=dict)
    choices: Sequence[str] = ()
    companion: str = ""
    is_current: bool = True
    twin: str = ""
    unanswered: Sequence[Text] = ()
    contradicted: Sequence[Text] = ()


@dataclass(frozen=True, slots=True)
class Defect:
    """Something about an application that keeps the roster from being frozen, or is to be read.

    Args:
        number: of the child; "" where it is about the round.
    """

    code: str
    level: Level
    number: str
    text: Text
