"""Which consents hold for a child."""

from __future__ import annotations

from dataclasses import dataclass

from ...engine.privacy.consents import WORDS, Words
from ...models import Child, Consent


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
