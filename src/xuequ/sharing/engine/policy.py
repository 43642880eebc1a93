"""What a locality's document settles about shared resources (资源共享).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of resource that the schools of a consortium share.

    `facility`: places and apparatus, opened to one another.  `school`: teachers, results and
    culture, built together.  `outside`: bases, parents and society.
    """

    code: str
    group: Literal["facility", "school", "outside"]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """Section `sharing`: what is shared (SHR-01 to SHR-18)."""

    kinds: tuple[Kind, ...] = ()


SECTIONS = {"sharing": Sharing}

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "sharing": Text("资源共享", "Shared resources"),
    "sharing.kinds": Text("共享资源种类", "resources shared"),
}
