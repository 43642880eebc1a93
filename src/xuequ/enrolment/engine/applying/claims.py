"""What a family claims, read from what it typed and counted to the day of opening."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from xuequ.kernel.sheet import Unfit

from ..asked import TYPE, Head
from ..counting import full_months
from ..eligibility import Finding, Shown, judged
from ..points import Claim, Score, score
from .draft import Said
from .terms import Terms

MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")
GRADES = range(1, 10)


def read_claim(head: Head, typed: str, terms: Terms) -> Said | None:
    """What one answer says; none if it was left empty.

    Raises:
        Unfit: it is no answer to this.
    """
    text = typed.strip()
    if not text:
        return None
    if head.kind == "yes" and text in {"yes", "no"}:
        return text == "yes"
    if head.kind == "grade" and text.isascii() and text.isdigit() and int(text) in GRADES:
        return int(text)
    if head.kind == "type" and text in {each.code for each in terms.facts.types}:
        return text
    if head.kind == "months" and MONTH.fullmatch(text):
        if since(text) > terms.day:
            raise Unfit(
                f"“{text}”晚于报名开始之日{terms.day}，请核对；确实没有的不填",
                f"«{text}» is after {terms.day}, when applications open; correct it, or leave it "
                "empty if there is none",
            )
        return text
    shown = text[:40]
    if head.kind == "months":
        raise Unfit(f"“{shown}”请写成年-月，如2021-05", f"«{shown}»: write it as 2021-05")
    raise Unfit(f"“{shown}”不是可选的答案", f"«{shown}» is none of the answers")


def since(month: str) -> date:
    """The first day of a month; the reviewer counts from the day on the paper."""
    return date(int(month[:4]), int(month[5:]), 1)


def shown(terms: Terms, claims: Mapping[str, Said]) -> Shown:
    """What the family says, as the conditions ask it: months counted to the day of opening."""
    values: dict[str, bool | int | None] = {}
    for head in terms.heads:
        said = claims.get(head.code)
        if head.kind == "months" and isinstance(said, str):
            values[head.code] = full_months(since(said), terms.day)
        elif isinstance(said, bool | int):
            values[head.code] = said
    return Shown(terms.stage, values)


def eligible(terms: Terms, claims: Mapping[str, Said]) -> Finding:
    """Whether what the family says would make the child eligible, and what is missing."""
    return judged(terms.group, shown(terms, claims))


def points(terms: Terms, claims: Mapping[str, Said]) -> Score | None:
    """The points by what the family says; none where there is no standard, or no type yet."""
    kind = _kind(terms, claims)
    if terms.table is None or not kind:
        return None
    values = shown(terms, claims).values
    counted = {each.code: int(values.get(each.code) or 0) for each in terms.table.additions}
    return score(terms.table, Claim(kind, counted))


def _kind(terms: Terms, claims: Mapping[str, Said]) -> str:
    """The type as it is said, or as the facts tell it; empty where neither does yet."""
    if TYPE.code in claims:
        return str(claims[TYPE.code])
    if any(each.code not in claims for each in terms.facts.facts):
        return ""
    holds = {each.code for each in terms.facts.facts if claims[each.code] is True}
    fitting = (e.code for e in terms.facts.types if e.when and holds.issuperset(e.when))
    return next(fitting, "")
