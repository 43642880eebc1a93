"""Lists a document gives: what is unified, founding documents, levels, aims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AimKind = Literal["vision", "working_idea", "brand_goal", "school_idea", "style", "strategic_goal"]


@dataclass(frozen=True, slots=True)
class Item:
    """Something the schools of a consortium do or share as one (统一、共享、联).

    A consortium `runs` the item itself, or only `advises` and watches where the authority
    decides.
    """

    code: str
    zh: str
    en: str
    consortium: Literal["runs", "advises"] = "runs"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A named list of such items, in the order of the document (九统一、四共享…)."""

    code: str
    zh: str
    en: str
    clause: str
    items: tuple[Item, ...]

    def keys(self) -> tuple[str, ...]:
        """How the facts name the items: code of the catalogue, a point, code of the item."""
        return tuple(f"{self.code}.{each.code}" for each in self.items)


@dataclass(frozen=True, slots=True)
class FoundingRule:
    """A plan, rule or cooperation mechanism that every consortium draws up for itself."""

    code: str
    kind: Literal["plan", "rules", "cooperation", "charter"]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Level:
    """A level of recognition a consortium or a school can reach."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal the document itself sets for a consortium it names, or for each of them."""

    kind: AimKind
    zh: str
    en: str
    clause: str
    consortium: str = ""  # its name; empty: for each of them


@dataclass(frozen=True, slots=True)
class Pool:
    """A sort of staff from which later managers are drawn and trained (后备人才)."""

    code: str
    zh: str
    en: str
