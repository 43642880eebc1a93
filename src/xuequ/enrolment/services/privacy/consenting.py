"""A guardian agrees to something no law obliges the authority to do, and takes it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from xuequ.directory.models import Account
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...engine.privacy.consents import PAPERS, WORDS
from ...models import Child, Consent, Evidence
from ...queries.applying.scope import children
from ...queries.privacy.consents import handed_in_with_papers, undecided
from ..applying.codes import prove
from ..applying.holding import tell_guardians


@transaction.atomic
def give_consent(found: Child, kind: str, version: int, *, actor: Actor, now: datetime) -> Consent:
    """Agree to the words of a version that were on the screen.

    Raises:
        Refused("not-your-child"): the actor does not speak for the child.
        Refused("consent-unknown"): nothing of the kind is asked.
        Refused("words-changed"): the words were renewed since they were read.
        Refused("nothing-changed"): a guardian agreed to just these words already.
    """
    child = _own(found, actor)
    words = WORDS.get(kind)
    if words is None:
        raise Refused("consent-unknown")
    if words.version != version:
        raise Refused("words-changed")
    known = Consent.objects.filter(child=child, kind=kind, ended_at=None).first()
    if known is not None:
        if known.version == version:
            raise Refused("nothing-changed")
        _end(known, actor, now)
    made = Consent.objects.create(
        child=child, kind=kind, version=version, digest=words.digest,
        person_id=int(actor.person or 0), at=now,
    )  # fmt: skip
    note = {"kind": kind, "version": version, "digest": words.digest}
    write("give-consent", made, actor=actor, note=note)
    return made


def take_consent_back(
    found: Child,
    kind: str,
    *,
    code: str = "",
    account: Account | None = None,
    actor: Actor,
    now: datetime,
) -> int:
    """Take a consent back; pictures of papers that nothing rests on are deleted at once.

    Where papers go that were handed in it takes the family's proof, and all guardians are told.

    Args:
        code: the change code of what was handed in, or one of the account's second factor.

    Returns:
        How many papers were deleted.

    Raises:
        Refused("not-your-child"): the actor does not speak for the child.
        Refused("nothing-changed"): nobody agreed to it, or it was taken back before.
        Refused("draft-changed-elsewhere"): they were handed in meanwhile.
        Refused: as `codes.prove`, where papers go that were handed in.
    """
    if not children(seen_by=actor).filter(pk=found.pk).exists():
        raise Refused("not-your-child")
    proved = handed_in_with_papers(found) if kind == PAPERS else None
    if proved is not None:
        prove(proved, code, account)
    with transaction.atomic():
        child = _own(found, actor)
        known = Consent.objects.filter(child=child, kind=kind, ended_at=None).first()
        if known is None:
            raise Refused("nothing-changed")
        if kind == PAPERS and proved is None and handed_in_with_papers(child) is not None:
            raise Refused("draft-changed-elsewhere")
        before = fingerprint(known)
        _end(known, actor, now)
        gone = drop_papers(child, actor) if kind == PAPERS else 0
        note = {"kind": kind, "papers": gone}
        write("take-consent-back", known, actor=actor, before=before, note=note)
    return gone


def check_consent(child: Child, kind: str) -> None:
    """Refuse what nobody agreed to.

    Raises:
        Refused("consent-needed"): no guardian has agreed, or to older words only.
    """
    held = Consent.objects.filter(child=child, kind=kind, ended_at=None)
    if not held.filter(version=WORDS[kind].version).exists():
        raise Refused("consent-needed", what=WORDS[kind].title)


def _own(found: Child, actor: Actor) -> Child:
    if not children(seen_by=actor).filter(pk=found.pk).exists():
        raise Refused("not-your-child")
    return Child.objects.select_for_update().get(pk=found.pk)


def _end(known: Consent, actor: Actor, now: datetime) -> None:
    known.ended_at, known.ended_by_id = now, actor.person
    known.save(update_fields=["ended_at", "ended_by"])


def drop_papers(child: Child, actor: Actor) -> int:
    """Delete the papers of applications that are not decided and take part in nothing yet."""
    count, _ = Evidence.objects.filter(application__in=undecided(child)).delete()
    if count:
        text = Text(
            f"编号{child.number}的儿童：已撤回网上传材料照片的同意，{count}份材料照片已删除，请带原件到"
            "教育局窗口核对。如非本人操作，请立即联系教育局。",
            f"Number {child.number}: the consent to send pictures was taken back. Pictures "
            f"deleted: {count}; bring the papers to the desk. If it was not you, tell the "
            "education bureau at once.",
        )
        link = reverse("enrolment:child_privacy", args=[child.pk])
        tell_guardians(child.pk, text, link, actor=actor)
    return count
