"""What a locality's document settles about mentoring and training (带教、培训).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Team:
    """A kind of team in which schools raise teachers together."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Mentoring:
    """Section `mentoring`: the teams formed around good teachers (名师; MEN-01 to MEN-07)."""

    teams: tuple[Team, ...] = ()


@dataclass(frozen=True, slots=True)
class Structure:
    """A respect in which the teachers of a consortium are looked at before training is set."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Training:
    """Section `training`: the training project each consortium runs as one (TRN-03 to TRN-17)."""

    unified_project: bool = False
    structure: tuple[Structure, ...] = ()
    linked_with_superior: bool = False  # joined to the training of the levels above
    own_highlights: bool = False  # has features of the consortium's own (特色亮点)


SECTIONS = {"mentoring": Mentoring, "training": Training}
