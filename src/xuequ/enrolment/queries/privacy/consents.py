"""Which consents hold for a child."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Min

from ...engine.privacy.consents import WORDS, Words
from ...models import Application, Child, Consent
from ..rosters import is_frozen

State = Application.State
OPEN = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a guardian, and the consent that holds; none: not given."""

    words: Words
    held: Consent | None

    @property
    def is_current(self) -> bool:
        """Was it given to the words as they are now?"""
        return self.held is not None and self.held.version == self.words.version


def in_force(child: Child, kind: str) -> Consent | None:
    """The consent of a kind that was not taken back."""
    rows = Consent.objects.filter(child=child, kind=kind, ended_at=None)
    return rows.select_related("person").first()


def asked_of(child: Child) -> list[Asked]:
    """Everything that is asked, given or not."""
    return [Asked(words, in_force(child, kind)) for kind, words in WORDS.items()]


def has_agreed(child: Child, kind: str) -> bool:
    """Has a guardian agreed to the words as they are now?"""
    held = in_force(child, kind)
    return held is not None and held.version == WORDS[kind].version


def undecided(child: Child) -> list[Application]:
    """The applications on whose papers nothing rests yet, in the order they were handed in."""
    rows = Application.objects.filter(child=child, state__in=OPEN).select_related("round")
    rows = rows.annotate(first=Min("submissions__at")).order_by("first", "pk")
    return [each for each in rows if not is_frozen(each.round)]


def handed_in_with_papers(child: Child) -> Application | None:
    """The application that loses papers it was handed in with when their consent is taken back."""
    rows = [each for each in undecided(child) if each.version and each.state != State.WITHDRAWN]
    return next((each for each in rows if each.evidence.exists()), None)
