"""What a paper (公文、表单、证书) says, as plain values, and what a package declares about a kind.

A package declares its kinds in its own `papers.py`; they are found by name, so a higher package
offers a paper without `papers` knowing it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from .freezing import freeze, thaw
from .seal import digest
from .table import Table
from .text import Text

NOTHING = Text("", "")
SIGNERS = ("填表人", "审核人", "负责人（盖章）")
Layout = Literal["official", "form", "certificate"]
Of = Literal["authority", "consortium", "school"]
Period = Literal["", "quarter", "half_year", "school_year"]
StepState = Literal["done", "now", "to_come", "refused", "skipped"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; its number follows from its place: 一、 （一） 1. （1）.

    `then` runs on in the same paragraph, as in «（一）加强领导。各校要……».
    """

    text: str
    level: int = 1  # 1 to 4
    then: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 4:
            raise ValueError("a heading has level 1 to 4")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Items below each other, without numbers."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its title above it."""

    table: Table


@dataclass(frozen=True, slots=True)
class Signatures:
    """Boxes to sign in (签字栏)."""

    labels: tuple[str, ...] = SIGNERS


@dataclass(frozen=True, slots=True)
class Step:
    """A box of a chain: what is done there, by whom, when, how far it is."""

    title: str
    state: StepState = "to_come"
    who: str = ""
    day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """A chain of boxes from the first step to the last (流程图)."""

    steps: tuple[Step, ...]


Block = Heading | Paragraph | Listing | Grid | Signatures | Steps
BLOCKS: dict[str, type[Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "listing": Listing,
    "grid": Grid,
    "signatures": Signatures,
    "steps": Steps,
}
CODES: dict[type[Block], str] = {kind: code for code, kind in BLOCKS.items()}


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a paper says.  Number, seal and proof come when it is issued.

    `sender` and `signed_on` are filled in from the place and the day of issue where empty.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    addressee: str = ""  # 主送机关; of a certificate whom it is for
    attachments: tuple[str, ...] = ()  # 附件说明: the names, without numbers
    sender: str = ""  # 发文机关署名
    signed_on: date | None = None  # 成文日期
    copies: tuple[str, ...] = ()  # 抄送机关
    note: str = ""  # 附注, such as a telephone to ask at
    approver: str = ""  # 签发人, of an official paper that goes upward
    language: Literal["zh", "en"] = "zh"

    def plain(self) -> dict[str, Any]:
        """The document as plain values of JSON.

        Without an approver there is no word of one, so that what was issued before there were
        any keeps its digest.
        """
        approver = {"approver": self.approver} if self.approver else {}
        return approver | {
            "title": self.title,
            "blocks": [_plain_block(each) for each in self.blocks],
            "addressee": self.addressee,
            "attachments": list(self.attachments),
            "sender": self.sender,
            "signed_on": self.signed_on.isoformat() if self.signed_on else None,
            "copies": list(self.copies),
            "note": self.note,
            "language": self.language,
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical form."""
        return digest(self.plain())


def document(plain: Mapping[str, Any]) -> Document:
    """The document that `Document.plain` wrote.

    Raises:
        KeyError, TypeError, ValueError: it is no such document.
    """
    signed = plain["signed_on"]
    return Document(
        title=plain["title"],
        blocks=tuple(_block(each) for each in plain["blocks"]),
        addressee=plain["addressee"],
        attachments=tuple(plain["attachments"]),
        sender=plain["sender"],
        signed_on=date.fromisoformat(signed) if signed else None,
        copies=tuple(plain["copies"]),
        note=plain["note"],
        approver=plain.get("approver", ""),
        language=plain["language"],
    )


def _plain_block(block: Block) -> dict[str, Any]:
    code = {"is": CODES[type(block)]}
    match block:
        case Heading():
            return code | {"text": block.text, "level": block.level, "then": block.then}
        case Paragraph():
            return code | {"text": block.text}
        case Listing():
            return code | {"items": list(block.items)}
        case Grid():
            return code | {"table": freeze(block.table)}
        case Signatures():
            return code | {"labels": list(block.labels)}
        case Steps():
            return code | {"steps": [_plain_step(each) for each in block.steps]}


def _plain_step(step: Step) -> dict[str, Any]:
    return {
        "title": step.title,
        "state": step.state,
        "who": step.who,
        "day": step.day.isoformat() if step.day else None,
        "note": step.note,
    }


def _block(plain: Mapping[str, Any]) -> Block:
    held = {key: value for key, value in plain.items() if key != "is"}
    match plain["is"]:
        case "grid":
            return Grid(thaw(held["table"]))
        case "listing":
            return Listing(tuple(held["items"]))
        case "signatures":
            return Signatures(tuple(held["labels"]))
        case "steps":
            return Steps(tuple(_step(each) for each in held["steps"]))
        case code:
            return BLOCKS[code](**held)


def _step(plain: Mapping[str, Any]) -> Step:
    day = plain["day"]
    return Step(**{**plain, "day": date.fromisoformat(day) if day else None})


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: who issues it, in which form, and where its content comes from.

    `compile` is the dotted name of a function (place, on, *, seen_by) -> Document, which gathers
    what is known on a day; `place` has `authority`, `consortium`, `school`, of which the last two
    may be none.  Without it the paper begins empty.

    With `readers` a paper is read by whoever reads what it is about, and by nobody else; its
    proof then does not show its title.
    """

    code: str  # "planning.work_summary": the package and a name
    title: Text
    layout: Layout
    of: tuple[Of, ...] = ("authority", "consortium", "school")
    takes_number: bool = False  # a number of a series (发文字号) when it is issued
    numbered_if_any: bool = False  # official and numbered where the place has a series, else so
    needs: str = "paper.change"  # the permission to draft and issue it
    compile: str = ""
    period: Period = ""  # what it is compiled for; "": the day it is begun
    duty: str = ""  # key of the duty of the ledger that issuing settles, where it is owed
    heads: tuple[Text, ...] = ()  # headings of the first level that it must have
    by_hand: bool = True  # people may draft it; else only another act issues it
    note: Text = NOTHING  # what it is for
    readers: str = ""  # dotted name of (seen_by, on) -> the subjects of it that the actor reads

    def __post_init__(self) -> None:
        if self.layout == "official" and not self.takes_number:
            raise ValueError("an official paper takes a number")
