"""Hand an application in, change it later, withdraw it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from xuequ.directory.models import Account, School
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import digest
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write
from xuequ.vault.sealing import digest_of

from ...engine.applying.content import content_of
from ...engine.applying.draft import Draft
from ...engine.applying.ready import hindrances
from ...models import Application, Choice, RuleSet, Submission
from ...queries.applying.scope import applications
from ...queries.applying.terms import handed_in, papers_of
from ..checking.dwellings import end_locks
from .codes import drawn, prove
from .holding import Held, State, changing, check_time, own, tell_family

CHECKED = ("address", "place", "home", "primary", "claims", "kinds")  # what a reviewer reads


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
        made = _put(held.row, draft, held.rule_set, actor=actor, now=now)
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
        Refused: as `codes.prove` where it was handed in, and as `holding.check_time`.
    """
    known = applications(seen_by=actor).filter(pk=found.pk).first()
    if known is not None and known.version:
        prove(known, code, account)
    with transaction.atomic():
        row = own(found, actor=actor)
        check_time(row, now)
        if row.companions.exclude(state=State.WITHDRAWN).exists():
            raise Refused("companions-stay")
        before = fingerprint(row)
        row.state, row.revision = State.WITHDRAWN, row.revision + 1
        row.save(update_fields=["state", "revision"])
        end_locks(row, now)
        write("withdraw-application", row, actor=actor, before=before)
        tell_family(row, _news(row, "撤回", "withdrawn"), actor=actor)
    return row


def _complete(held: Held, now: datetime) -> Draft:
    """The draft as it is to be handed in: whole, in time, with the choices it goes along with."""
    row, draft = held.row, held.draft
    is_accompanied = draft.companion is not None
    papers = papers_of(row)
    missing = hindrances(held.terms, draft, papers, is_accompanied=is_accompanied)
    if missing:
        raise Refused("application-lacks", lacks=[each.text for each in missing])
    if draft.companion is not None:
        draft = replace(draft, choices=_choices_of(draft.companion))
    if now >= row.round.closes:
        before = handed_in(row)
        if (draft.choices, draft.companion) != (before.choices, before.companion):
            raise Refused("choices-are-closed")
    return draft


def _choices_of(companion: int) -> tuple[int | None, ...]:
    row = Application.objects.get(pk=companion)
    if row.state not in (State.SUBMITTED, State.ACCEPTED):
        raise Refused("companion-not-handed-in")
    return handed_in(row).choices


def _put(
    row: Application, draft: Draft, rule_set: RuleSet, *, actor: Actor, now: datetime
) -> Submission:
    """Put what is handed in into the row, with a version that is never changed."""
    content = _content(row, draft)
    sealed = digest(content)
    is_first = not row.version
    last = None if is_first else row.submissions.last()
    is_same = last is not None and (last.digest, last.rule_set_id) == (sealed, rule_set.pk)
    if is_same and row.state not in (State.DRAFT, State.RETURNED):
        raise Refused("nothing-changed")
    before, state = fingerprint(row), _state(row, draft)
    if state == State.SUBMITTED:
        row.proved, row.points, row.claim_class = None, "", None
        end_locks(row, now)
    row.address = draft.address
    row.place, row.home_id, row.primary_id = draft.place, draft.home, draft.primary
    row.claims, row.kinds, row.companion_id = dict(draft.claims), list(draft.kinds), draft.companion
    row.state, row.submitted_at, row.rule_set = state, now, rule_set
    row.draft, row.version, row.revision = None, row.version + 1, row.revision + 1
    row.save()
    if not is_first:
        row.choices.all().delete()
    Choice.objects.bulk_create(
        [Choice(application=row, rank=rank, school_id=pk) for rank, pk in draft.ranked]
    )
    made = Submission.objects.create(
        application=row,
        version=row.version,
        content=content,
        digest=sealed,
        rule_set=rule_set,
        person_id=actor.person,
        at=now,
    )
    note = {"version": row.version, "digest": sealed}
    write("hand-in-application", row, actor=actor, before=before, note=note)
    return made


def _state(row: Application, draft: Draft) -> str:
    """What was checked stays checked if only the choices change."""
    if row.state != State.ACCEPTED:
        return State.SUBMITTED
    before = handed_in(row)
    is_same = all(getattr(before, each) == getattr(draft, each) for each in CHECKED)
    return State.ACCEPTED if is_same else State.SUBMITTED


def _follow(row: Application, draft: Draft, *, actor: Actor, now: datetime) -> None:
    """Applications placed together with this one change their choices with it."""
    together = row.companions.filter(state__in=[State.SUBMITTED, State.ACCEPTED])
    for each in together.select_for_update().order_by("pk"):
        before = handed_in(each)
        if before.choices == draft.choices or row.rule_set is None:
            continue
        _put(each, replace(before, choices=draft.choices), row.rule_set, actor=actor, now=now)
        tell_family(each, _news(each, "提交", "handed in"), actor=actor)


def _content(row: Application, draft: Draft) -> dict[str, object]:
    named = {draft.home or 0, draft.primary or 0, *(pk for _, pk in draft.ranked)}
    together = Application.objects.filter(pk=draft.companion) if draft.companion else None
    other = together.select_related("child").first() if together is not None else None
    column = Application._meta.get_field("address")
    return content_of(
        draft,
        digest_of(draft.address, column.about),
        dict(School.objects.filter(pk__in=named).values_list("pk", "name")),
        companion=other.child.number if other else "",
        evidence=row.evidence.values_list("kind", "file__digest"),
    )


def _news(row: Application, zh: str, en: str) -> Text:
    number, version = row.child.number, row.version
    return Text(
        f"编号{number}的入学申请已{zh}（第{version}次提交）。如非本人操作，请立即联系教育局。",
        f"The application of number {number} was {en} (version {version}). If it was not you, "
        "tell the education bureau at once.",
    )
