"""What a locality's document settles about mentoring and training (带教、培训).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass

from xuequ.kernel.text import Text


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

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "mentoring": Text("结对带教与名师", "Mentoring and master teachers"),
    "mentoring.teams": Text("共建团队", "jointly built teams"),
    "training": Text("培训", "Training"),
    "training.unified_project": Text("统一培训项目", "unified training project"),
    "training.structure": Text("教师队伍结构", "structure of the teachers"),
    "training.linked_with_superior": Text("与上级培训衔接", "linked with training from above"),
    "training.own_highlights": Text("学区特色亮点", "features of its own"),
}
