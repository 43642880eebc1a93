"""The act by which an authority takes a policy over from a day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.profiles import loader
from xuequ.profiles.texts import digest_of, text_of
from xuequ.record.services import write

from ..models import Adoption, Authority
from ..queries.settings import adopted

OWN = "own"


@dataclass(frozen=True, slots=True)
class NewPolicy:
    """A profile to be followed: its text, from which day, and why."""

    text: str
    since: date
    note: str
    until: date | None = None


def code_of(text: str) -> str:
    """The code of the shipped profile with that very text, or the word for one of their own."""
    return next((code for code in loader.localities() if loader.text(code) == text), OWN)


@transaction.atomic
def adopt_policy(
    authority: Authority, new: NewPolicy, *, seen: int | None = None, actor: Actor
) -> Adoption:
    """Follow a profile from a day on; what the registry holds stays as it is.

    Args:
        seen: the adoption that held that day when its consequences were looked at.

    Raises:
        Problems: the text has mistakes.
        Refused("ends-before-it-begins"): it would end before it begins.
        Refused("policy-not-yet"): the profile says nothing yet on that day.
        Refused("policy-moved-on"): another was adopted since the consequences were looked at.
        Refused("policy-is-followed"): it is what holds on that day as it is.
    """
    Authority.objects.select_for_update().get(pk=authority.pk)
    if new.until is not None and new.until <= new.since:
        raise Refused("ends-before-it-begins", since=new.since)
    text = text_of("", new.text.encode())
    code, digest = code_of(text), digest_of(text)
    profile = loader.read(code, text)
    if profile.since > new.since:
        raise Refused("policy-not-yet", since=profile.since)
    held = adopted(authority, new.since)
    if (held.pk if held else None) != seen:
        raise Refused("policy-moved-on")
    if new.until is None and digest == followed(authority, new.since):
        raise Refused("policy-is-followed", since=new.since)
    row = Adoption.objects.create(
        authority=authority,
        code=code,
        text=text,
        digest=digest,
        note=new.note,
        since=new.since,
        until=new.until,
    )
    note = {"profile": code, "since": new.since.isoformat(), "sha256": digest}
    write("adopt-policy", row, actor=actor, note={**note, "decision": new.note})
    return row


def followed(authority: Authority, on: date) -> str:
    """The digest of the text an authority follows on a day."""
    held = adopted(authority, on)
    return held.digest if held else digest_of(loader.text(authority.profile))
