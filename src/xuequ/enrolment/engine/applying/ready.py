"""What stops an application from being handed in, and what is only advised."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from xuequ.kernel.text import Text

from .claims import eligible
from .draft import Draft
from .materials import ALLOWED
from .terms import Lack, Terms, lacks


def hindrances(
    terms: Terms,
    draft: Draft,
    papers: Collection[str],
    *,
    may_send: bool,
    is_accompanied: bool = False,
) -> list[Lack]:
    """Everything that is required and missing, each named: fields, papers.

    Whether a ground to apply holds, people decide: a family the program finds none for hands in
    all the same, and is told why.

    Args:
        papers: kinds of papers that were added.
        may_send: a guardian has agreed to send pictures.  That is up to the family: without it a
            paper that is missing is brought to the desk, and stops nothing.
    """
    found = lacks(terms, draft, is_accompanied=is_accompanied)
    return [*found, *(_papers(terms, papers) if may_send else ())]


def advice(terms: Terms, draft: Draft, papers: Collection[str], *, may_send: bool) -> list[Text]:
    """What may be left out, and is better not: told, and no reason to stop."""
    found = [*_ground(terms, draft)]
    open_ones = [each for each in terms.heads if each.code not in draft.claims]
    asked = {each.text.zh for each in lacks(terms, draft)}
    left = [each for each in open_ones if f"未回答：{each.name.zh}" not in asked]
    if left:
        zh, en = "、".join(e.name.zh for e in left), ", ".join(e.name.en for e in left)
        found.append(
            Text(
                f"以下各项未填，按“没有”处理：{zh}",
                f"left empty, which counts as «none»: {en}",
            )
        )
    brought = to_bring(terms, papers, may_send=may_send)
    found += brought
    if not papers and not brought:
        found.append(
            Text(
                "还没有上传材料；不上传也可以提交，审核时可能要求补交。",
                "No paper is added yet. It can be handed in without, but whoever checks it may "
                "ask for them.",
            )
        )
    return found


def to_bring(terms: Terms, papers: Collection[str], *, may_send: bool) -> list[Text]:
    """The required papers that a family brings to the desk, which sends no pictures."""
    return [
        Text(
            f"{each.text.zh}。未同意网上传照片的，可以先提交，再带原件到教育局窗口核对。",
            f"{each.text.en}. Without a consent to send pictures it stops nothing: bring the paper "
            "itself to the bureau's window.",
        )
        for each in (() if may_send else _papers(terms, papers))
    ]


def _ground(terms: Terms, draft: Draft) -> Iterator[Text]:
    """Which grounds of the locality do not hold by what the family states itself, if none does."""
    finding = eligible(terms, draft.claims)
    if finding.state == "not_shown":
        for each in finding.missing:
            yield Text(
                f"按所填内容不符合报名条件：{each.zh}。仍可提交，由教育局决定并说明理由。",
                f"by what is stated no ground to apply: {each.en}. It may be handed in all the "
                "same; the authority decides and says why.",
            )


def _papers(terms: Terms, papers: Collection[str]) -> Iterator[Lack]:
    for code in terms.papers:
        if code not in papers:
            name = ALLOWED[code]
            yield Lack("materials", Text(f"缺少材料：{name.zh}", f"paper missing: {name.en}"))
