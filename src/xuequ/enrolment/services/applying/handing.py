"""Hand an application in, change it later, withdraw it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from xuequ.directory.models import Account
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text

from ...engine.applying.draft import Draft
from ...engine.applying.ready import hindrances
from ...engine.privacy.consents import PAPERS
from ...models import Application, Submission
from ...queries.applying.scope import applications
from ...queries.applying.terms import draft_of, handed_in, papers_of
from ...queries.privacy.consents import has_agreed
from .codes import drawn, prove
from .holding import Held, State, changing, check_withdrawal, own, take_back, tell_family
from .putting import put_in


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of handing in; `code` is readable this once, and empty on a later change."""

    submission: Submission
    code: str


def hand_in(
    found: Application,
    revision: int,
    *,
    code: str = "",
    account: Account | None = None,
    actor: Actor,
    now: datetime,
) -> Receipt:
    """Hand in what was typed, the first time or as a change.

    Args:
        code: the family's change code, or one of the account's second factor; not at first.

    Raises:
        Refused("application-lacks"): everything required that is missing is named.
        Refused("choices-are-closed"): applications have closed; what was returned is corrected.
        Refused("companion-not-handed-in"): the other application comes first.
        Refused("companion-has-one"): it goes along with another one, or others with this.
        Refused("nothing-changed"): the same was handed in before under the same rules.
        Refused("change-code-needed"), Refused("change-code-wrong"), Refused("locked-out"): as
            `codes.prove`.
        Refused: as `holding.changing`.
    """
    known = applications(seen_by=actor).filter(pk=found.pk).first() if found.version else None
    if known is not None:
        prove(known, code, account)
    with transaction.atomic():
        held = changing(found, revision, actor=actor, now=now)
        is_first = not held.row.version
        if known is None and not is_first:  # handed in meanwhile, so nothing was proved
            raise Refused("draft-changed-elsewhere")
        draft = _complete(held, now)
        plain = drawn(held.row) if is_first else ""
        made = put_in(held.row, draft, held.rule_set, actor=actor, now=now)
        if not is_first:  # nothing goes along with what was never handed in
            _follow(held.row, draft, actor=actor, now=now)
        tell_family(held.row, _news(held.row, "提交", "handed in"), actor=actor)
    return Receipt(made, plain)


def withdraw(
    found: Application,
    *,
    code: str = "",
    account: Account | None = None,
    actor: Actor,
    now: datetime,
) -> Application:
    """Withdraw an application; begun again it is the same row with the same number.

    Raises:
        Refused("companions-stay"): another application of the family is placed with it.
        Refused: as `codes.prove` where it was handed in, and as `holding.check_withdrawal`.
    """
    known = applications(seen_by=actor).filter(pk=found.pk).first()
    if known is not None and known.version:
        prove(known, code, account)
    with transaction.atomic():
        row = own(found, actor=actor)
        check_withdrawal(row, now)
        together = row.companions.exclude(state=State.WITHDRAWN)
        if row.state != State.REFUSED and together.exists():
            raise Refused("companions-stay")
        take_back(row, actor=actor, now=now)
        tell_family(row, _news(row, "撤回", "withdrawn"), actor=actor)
    return row


def _complete(held: Held, now: datetime) -> Draft:
    """The draft as it is to be handed in: whole, in time, with the choices it goes along with."""
    row, draft = held.row, held.draft
    missing = hindrances(
        held.terms,
        draft,
        papers_of(row),
        may_send=bool(held.terms.papers) and has_agreed(row.child, PAPERS),
        is_accompanied=draft.companion is not None,
    )
    if missing:
        raise Refused("application-lacks", lacks=[each.text for each in missing])
    if now >= row.round.closes:
        return _late(handed_in(row), draft)
    if draft.companion is None:
        return draft
    return replace(draft, choices=_choices_of(row, draft.companion))


def _late(before: Draft, draft: Draft) -> Draft:
    """What is corrected after the closing: one may part from a companion and find no other.

    The choices of who stays with one are those the companion handed in in time, also if this
    application was being corrected when they changed; its own, if the companion takes no part.
    """
    if draft.companion is not None and draft.companion == before.companion:
        other = Application.objects.get(pk=draft.companion)
        stands = other.state in (State.SUBMITTED, State.ACCEPTED, State.RETURNED)
        return replace(draft, choices=handed_in(other).choices if stands else before.choices)
    if draft.companion is not None or draft.choices != before.choices:
        raise Refused("choices-are-closed")
    return draft


def _choices_of(row: Application, companion: int) -> tuple[int | None, ...]:
    """The choices of the application one goes along with, which itself goes along with none."""
    other = Application.objects.get(pk=companion)
    if other.state not in (State.SUBMITTED, State.ACCEPTED):
        raise Refused("companion-not-handed-in")
    if other.companion_id or row.companions.exclude(state=State.WITHDRAWN).exists():
        raise Refused("companion-has-one")
    return handed_in(other).choices


def _follow(row: Application, draft: Draft, *, actor: Actor, now: datetime) -> None:
    """Applications placed together with this one change their choices with it."""
    together = row.companions.filter(state__in=[State.SUBMITTED, State.ACCEPTED])
    for each in together.select_for_update().order_by("pk"):
        before = handed_in(each)
        if before.choices == draft.choices or row.rule_set is None:
            continue
        now_in, rule_set = replace(before, choices=draft.choices), row.rule_set
        typed = None if each.draft is None else draft_of(each)
        if typed is not None and typed.companion == before.companion:
            typed = replace(typed, choices=draft.choices)
        put_in(each, now_in, rule_set, typed=typed, actor=actor, now=now)
        tell_family(each, _news(each, "提交", "handed in"), actor=actor)


def _news(row: Application, zh: str, en: str) -> Text:
    number, version = row.child.number, row.version
    return Text(
        f"编号{number}的入学申请已{zh}（第{version}次提交）。如非本人操作，请立即联系教育局。",
        f"The application of number {number} was {en} (version {version}). If it was not you, "
        "tell the education bureau at once.",
    )
