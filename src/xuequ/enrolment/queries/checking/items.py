"""What is asked of one application, what its family says, and what departments answered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from xuequ.kernel.seal import canonical
from xuequ.kernel.text import Text

from ...engine.asked import Head
from ...engine.checking.departments import CONFIRMED, PENDING
from ...engine.checking.judging import Standard, proposed, standard_of
from ...engine.claim_cells import Value
from ...models import Application, Check, DepartmentAnswer, Round
from ..settings import day_of, policy_for


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be proved or refused.

    Args:
        claimed: in the family's words: yes, no, a month, a grade; none where nothing was said.
        worth: the value it would have if it were proved as claimed.
        answers: of departments; those about what the family claims no longer count for nothing.
        filled: the value to begin with: what a department confirmed, or a reader found before.
    """

    head: Head
    claimed: object
    worth: Value
    answers: tuple[DepartmentAnswer, ...]
    filled: Value

    @property
    def is_unsaid(self) -> bool:
        """Did the family say nothing of what it need not say?  Then it is not shown."""
        return not self.head.needed and self.claimed in (None, "")

    @property
    def is_pending(self) -> bool:
        return any(each.state == PENDING and not each.outdated_at for each in self.answers)


def standard_for(found: Round) -> Standard:
    """By what the applications of a round are judged: the policy of the day it opens."""
    return standard_of(policy_for(found), found.stage)


def digest_of(standard: Standard) -> str:
    """The digest by which a standard that was changed meanwhile is known."""
    plain = _plain(asdict(standard))
    return hashlib.sha256(canonical(plain)).hexdigest()


def items_of(application: Application, before: Check | None = None) -> list[Item]:
    """The items of an application in the order of the standard."""
    day, claims = day_of(application.round), application.claims
    answers: dict[str, list[DepartmentAnswer]] = {}
    for each in DepartmentAnswer.objects.filter(application=application).select_related("inquiry"):
        answers.setdefault(each.code, []).append(each)
    known = before.items if before else {}
    return [
        _item(head, claims.get(head.code), day, tuple(answers.get(head.code, ())), known)
        for head in standard_for(application.round).heads
    ]


def said(head: Head, claimed: object) -> Text:
    """What a family says of an item, in words."""
    if claimed is None or claimed == "":
        return Text("未填", "not said")
    if isinstance(claimed, bool):
        return Text("是", "yes") if claimed else Text("否", "no")
    if head.kind == "months" and not isinstance(claimed, int):
        return Text(f"自{claimed}起", f"since {claimed}")
    if head.kind == "months":
        return Text(f"{claimed}个月", f"{claimed} months")
    return Text(str(claimed), str(claimed))


def _item(
    head: Head,
    claimed: object,
    day: date,
    answers: tuple[DepartmentAnswer, ...],
    known: Mapping[str, Value],
) -> Item:
    confirmed = [each for each in answers if each.state == CONFIRMED and not each.outdated_at]
    worth = proposed(head, claimed, day)
    if head.code in known:
        filled = known[head.code]
    elif confirmed:
        filled = confirmed[-1].value
    else:
        filled = None
    return Item(head, claimed, worth, answers, filled)


def _plain(value: object) -> object:
    """A dataclass's values as they can be written down in one way."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
