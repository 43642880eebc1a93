"""What a package declares about a kind of case (办理事项): its form, steps, and effect.

A case type is data.  Who acts in a step is a `Party`: a band of roles at a place the case names.
What approval brings about is one service call, named by its dotted path, in the transaction of
the act that ends the last step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .actors import Actor
from .named import Named
from .text import Text

NOTHING = Text("", "")
BlankKind = Literal[
    "text", "long", "integer", "money", "day", "choice", "yes",
    "school", "schools", "member", "consortium", "person", "people", "post", "clause",
]  # fmt: skip
Kind = Literal[
    "review",  # one of the party passes it on or returns it (审核; several people: 或签)
    "opinion",  # everybody asked says what they think; it binds nobody
    "countersign",  # everybody has to agree (会签)
    "vote",  # counted with quorum and threshold
    "panel",  # named experts score it
    "decide",  # one of the party approves or refuses, and gives the reason
    "publicity",  # shown for a while; whoever objects is answered (公示)
    "acknowledge",  # received and filed (备案)
    "execute",  # carried out and reported
]
Late = Literal[
    "escalate",  # the one above is told and may act, too; it stays with its holder
    "onward",  # it goes on without those who were silent
    "close",  # the count closes; silence is no consent
]
Of = Literal[
    "authority", "above", "consortium", "school",
    "members",  # every member school of the consortium, a seat each
    "unions",  # every consortium of the authority
    "named",  # every school the blanks name
    "people",  # everybody the blanks of kind `people` name
]  # fmt: skip
Place = Literal["authority", "consortium", "school"]
Bounds = Literal[
    "",  # any day that is not plainly a slip
    "effect",  # from when a decision holds: not before it was asked for (`cases.days_back`)
    "ahead",  # today or later
    "past",  # today or earlier
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What is to be read before a blank is filled in, of a consortium."""

    consortium: int
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank of a form.  `consortium`, `school`, `person` … are chosen among what is there.

    `source` is the dotted path of a function (authority, on) that gives the choices of a blank
    whose choices each locality's policy names.  Free text is shown to the public with the case
    only where the blank is `is_public`; it may name people.  `reads` is the dotted path of a
    function (authority, on) that gives the `Reading`s beside the blank.
    """

    code: str
    name: Text
    kind: BlankKind = "text"
    required: bool = True
    choices: tuple[Named, ...] = ()
    note: Text = NOTHING
    is_public: bool = False
    source: str = ""
    bounds: Bounds = ""  # of a day
    by: tuple[Place, ...] = ()  # whose posts fill it in; none: everybody
    reads: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts: a band of roles (a key of `cases.engine.bands.BANDS`) at a place of the case."""

    band: str
    of: Of


@dataclass(frozen=True, slots=True)
class Condition:
    """The step is taken only if a blank of the case holds one of these values, or none of them.

    Beside the blanks there is `by`: "authority", "consortium" or "school", whose post started it.
    """

    blank: str
    among: tuple[object, ...]
    unless: bool = False


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a score sheet, with the most points it gives."""

    code: str
    name: Text
    most: int


@dataclass(frozen=True, slots=True)
class Panel:
    """How a panel scores: its sheet, how many valid sheets it takes, and the mark to reach."""

    criteria: tuple[Criterion, ...]
    least_members: int = 3
    pass_mark: int = 60  # of 100, after scaling the sheet


@dataclass(frozen=True, slots=True)
class Step:
    """One step (环节).  `days` are working days; a profile may set others (`cases.days`).

    `choices` are what may be said there in words of its own, where those of its kind do not fit;
    `due_from` is a blank filled in before whose day is the last one.
    """

    code: str
    name: Text
    kind: Kind
    by: tuple[Party, ...]
    days: int = 0  # 0: no limit
    late: Late = "escalate"
    above: Party | None = None  # who is told when it is late
    when: tuple[Condition, ...] = ()
    blanks: tuple[Blank, ...] = ()  # what whoever acts fills in
    threshold: str = "unanimous"  # of a vote; see `cases.engine.votes.Threshold`
    quorum: str = "none"  # of a vote; see `cases.engine.votes.Quorum`
    panel: Panel | None = None
    choices: tuple[Named, ...] = ()
    due_from: str = ""


@dataclass(frozen=True, slots=True)
class Approved:
    """An approved case, as the service that carries it out gets it."""

    case: int  # primary key
    number: str
    authority: int
    consortium: int | None
    school: int | None
    values: Mapping[str, object]  # by code of the blank, those of the steps included
    agreed: tuple[int, ...]  # schools that agreed in a count or a countersign
    started_by: int | None  # person
    on: date  # the day it was decided
    actor: Actor


@dataclass(frozen=True, slots=True)
class CaseType:
    """A kind of case.

    `check` and `effect` are dotted paths of functions of one `Approved`: the first looks when the
    case is handed in whether it could be carried out as things are, the second carries it out.
    Either raises `Refused`.  `appeal` is a step the one who asked may still call for after a
    refusal, or after any decision if `appeal_always`.  `once` names the blanks that, with the
    places, make two cases the same one: the second is not begun while the first is open.
    `bars` is the dotted path of a function (key of the case) that gives the persons who keep out
    of deciding it.
    """

    code: str
    name: Text
    clauses: tuple[str, ...]
    about: Text  # one sentence: what it is for
    of: tuple[Place, ...]  # whose posts start it
    starters: tuple[str, ...]  # bands
    steps: tuple[Step, ...]
    asks: tuple[Literal["consortium", "school"], ...] = ()  # places the form asks for
    own_only: bool = False  # a school chooses among the consortia it belongs to
    blanks: tuple[Blank, ...] = ()
    check: str = ""
    effect: str = ""
    effect_after: str = ""  # the step it is carried out after; "": the last before any execution
    appeal: Step | None = None
    appeal_days: int = 15  # working days after the decision
    appeal_always: bool = False
    is_private: bool = False  # only who takes part and the offices that decide see it
    is_right: bool = False  # listed in the ledger of rights and appeals (权益台账)
    paper: str = ""  # the kind of paper issued when it is approved
    once: tuple[str, ...] | None = None  # none: as many at a time as are asked for
    bars: str = ""

    def step(self, code: str) -> Step | None:
        """A step by its code, the appeal among them."""
        every = (*self.steps, *((self.appeal,) if self.appeal else ()))
        return next((each for each in every if each.code == code), None)

    def is_appeal(self, code: str) -> bool:
        """Is it the step of an appeal?"""
        return self.appeal is not None and self.appeal.code == code

    def names_people_before(self, code: str) -> Step | None:
        """The step in which whoever acts names the people of a later one; none: the form does."""
        codes = [each.code for each in self.steps]
        before = self.steps[: codes.index(code)] if code in codes else ()
        named = [each for each in before if any(one.kind == "people" for one in each.blanks)]
        return named[-1] if named else None
