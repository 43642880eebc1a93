"""Put what is handed in into an application, with a version that is never changed."""

from __future__ import annotations

from datetime import datetime

from xuequ.directory.models import School
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import digest
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write
from xuequ.vault.sealing import digest_of

from ...engine.applying.content import content_of
from ...engine.applying.draft import Draft, to_text
from ...engine.checking.dwellings import key_of
from ...models import Application, Choice, RuleSet, Submission
from ...queries.applying.terms import handed_in
from ..checking.departments import outdate_answers
from ..checking.dwellings import end_locks
from .holding import State

CHECKED = ("address", "place", "home", "primary", "claims", "kinds")  # what a reviewer reads


def put_in(
    row: Application,
    draft: Draft,
    rule_set: RuleSet,
    *,
    typed: Draft | None = None,
    actor: Actor,
    now: datetime,
) -> Submission:
    """Put a draft into the columns of an application that is held.

    Args:
        typed: what the family goes on typing, where that is not what is handed in.

    Raises:
        Refused("nothing-changed"): the same was handed in before under the same rules.
    """
    content = _content(row, draft)
    sealed = digest(content)
    last = row.submissions.last() if row.version else None
    is_same = last is not None and (last.digest, last.rule_set_id) == (sealed, rule_set.pk)
    if is_same and row.state not in (State.DRAFT, State.RETURNED):
        raise Refused("nothing-changed")
    before, state = fingerprint(row), _state(row, draft)
    if state == State.SUBMITTED:
        row.proved, row.points, row.claim_class = None, "", None
        if row.version:  # it may name another dwelling now
            end_locks(row, now)
    if row.version:
        was = handed_in(row)
        changed = {code for code, _ in was.claims.items() ^ draft.claims.items()}
        moved = key_of(was.address) != key_of(draft.address)
        outdate_answers(row, changed, moved=moved, now=now)
    row.address = draft.address
    row.place, row.home_id, row.primary_id = draft.place, draft.home, draft.primary
    row.claims, row.kinds, row.companion_id = dict(draft.claims), list(draft.kinds), draft.companion
    row.state, row.submitted_at, row.rule_set = state, now, rule_set
    row.draft = None if typed is None else to_text(typed)
    row.version, row.revision = row.version + 1, row.revision + 1
    row.save()
    if row.version > 1:
        row.choices.all().delete()
    Choice.objects.bulk_create(
        [Choice(application=row, rank=rank, school_id=pk) for rank, pk in draft.ranked]
    )
    made = Submission.objects.create(
        application=row, version=row.version, content=content, digest=sealed, rule_set=rule_set,
        person_id=actor.person, at=now,
    )  # fmt: skip
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
