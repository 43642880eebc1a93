"""The letter to a family (录取通知书): school, reasons, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from xuequ.kernel.paper import Block, Document, Grid, Heading, PaperKind, Paragraph
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

KIND = PaperKind("enrolment.letter", Text("录取通知书", "Letter of admission"), "form")


@dataclass(frozen=True, slots=True)
class Said:
    """What a letter says.

    Args:
        name: of the child, in full.
        school: where the child is now; "" for nowhere.
        reasons: for each choice, in its order.
        next: what the family may do.
        moved: how the child came there since; none if by the result itself.
        taught: where a district that enrols as one has the child taught, and by whom.
    """

    name: str
    number: str
    round: str
    school: str
    ticket: str
    digest: str
    reasons: Sequence[Text]
    next: Sequence[Text]
    moved: Text | None = None
    taught: Sequence[Text] = ()


def letter(said: Said, language: Literal["zh", "en"]) -> Document:
    """The letter in a language."""
    zh = language == "zh"
    title = _title(said, zh)
    reasons = [Paragraph(each.say(language)) for each in said.reasons]
    steps = [Paragraph(each.say(language)) for each in said.next]
    blocks: list[Block] = [Paragraph(_opening(said).say(language))]
    if said.moved is not None:
        blocks.append(Paragraph(said.moved.say(language)))
    blocks += [Paragraph(each.say(language)) for each in said.taught]
    blocks += [Heading("录取理由" if zh else "Why"), *reasons]
    blocks += [Heading("接下来" if zh else "What to do next"), *steps]
    blocks += [Heading("核对" if zh else "To check it"), Grid(_facts(said))]
    addressee = f"{said.name}的家长" if zh else f"To the parents of {said.name}"
    return Document(title, tuple(blocks), addressee=addressee, language=language)


def _title(said: Said, zh: bool) -> str:
    if said.school:
        return f"{said.round}录取通知书" if zh else f"Admission: {said.round}"
    return f"{said.round}结果告知书" if zh else f"Result: {said.round}"


def _opening(said: Said) -> Text:
    if said.school:
        return Text(
            f"{said.name}（编号{said.number}）被{said.school}录取。",
            f"{said.name} (number {said.number}) has a place at {said.school}.",
        )
    return Text(
        f"{said.name}（编号{said.number}）本批次未录取，将统筹安排入学，不会没有学上。",
        f"{said.name} (number {said.number}) has no place by this round; the authority will find "
        "one, no child stays without a school.",
    )


def _facts(said: Said) -> Table:
    rows = [
        (Text("编号", "Number"), said.number),
        (Text("批次", "Round"), said.round),
        *([(Text("抽签号", "Ticket"), _short(said.ticket))] if said.ticket else []),
        (Text("结果包摘要（SHA-256）", "Digest of the package (SHA-256)"), _apart(said.digest)),
    ]
    columns = (Column("what", "项目", "What"), Column("value", "内容", "Value"))
    return Table(Text("", ""), columns, rows)


def _short(ticket: str) -> str:
    return f"{ticket[:16]}…"


def _apart(digest: str) -> str:
    """A digest in groups, so that it can be broken over lines and read over."""
    return " ".join(digest[at : at + 16] for at in range(0, len(digest), 16))


def next_steps(
    *, school: str, asked_until: datetime | None, silence: str, object_until: datetime | None
) -> list[Text]:
    """What a family may do, and what follows if it does nothing.

    Args:
        asked_until, object_until: in the zone of the reader; none if the time is over.
    """
    found = []
    if not school:
        found.append(
            Text(
                "请留意补录批次和统筹安排的通知；对结果有疑问可以查询、异议。",
                "Look out for the complementary round or a placement by the authority.",
            )
        )
    if school and asked_until is not None:
        day = _moment(asked_until)
        keeps = silence == "keeps"
        zh = "逾期未答复的，保留学位。" if keeps else "逾期未答复的，视为放弃，学位给候补的孩子。"
        en = (
            "Who does not answer keeps the seat."
            if keeps
            else "Who does not answer gives it up, and it goes to the next who waits."
        )
        found.append(
            Text(
                f"请在{day}前登录确认接受或放弃这个学位。{zh}",
                f"Log in by {day} and say whether you take the seat. {en}",
            )
        )
    if object_until is not None:
        day = _moment(object_until)
        found.append(
            Text(
                f"对结果有异议的，可在{day}前向教育局提出；先看上面的理由，也可以自己验证结果包。",
                f"Whoever objects to the result says so to the bureau by {day}; the reasons stand "
                "above, and everybody can verify the package.",
            )
        )
    return found


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
