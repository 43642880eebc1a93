"""What a locality's document settles about shared resources and platforms (资源共享、平台).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.named import Named
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
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Sharing:
    """Section `sharing`: what is shared (SHR-01 to SHR-20, INF-06)."""

    kinds: tuple[Kind, ...] = ()
    categories: tuple[Named, ...] = ()  # a catalogue of sharings that names no single resource
    built_together: tuple[Kind, ...] = ()  # places whose building the authority coordinates
    outside_sources: tuple[Named, ...] = ()  # bodies whose resources are drawn on
    outside_sites: tuple[Named, ...] = ()  # sites of theirs that pupils use
    open_windows: tuple[Named, ...] = ()  # times when shared places are open
    pooled_buildings: bool = False  # part of the buildings used across consortia and stages


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the platform, and the columns under it."""

    code: str
    zh: str
    en: str
    columns: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Platform:
    """Section `platform`: what runs online and on what equipment (SHR-02 to SHR-21, INF-08)."""

    systems: tuple[Named, ...] = ()
    columns: tuple[Column, ...] = ()
    live: bool = False  # lessons and contests are relayed as they happen
    live_events: tuple[Named, ...] = ()
    networked: bool = False  # the schools' information is joined up
    digital: tuple[Named, ...] = ()  # work that is done in digital form
    equipment: tuple[Named, ...] = ()
    whiteboards_per_class: int | None = None
    concurrent_lessons: int | None = None  # research lessons that can run at one time
    stations: tuple[str, ...] = ()  # schools that receive an outside school's lessons


SECTIONS = {"sharing": Sharing, "platform": Platform}

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "sharing": Text("资源共享", "Shared resources"),
    "sharing.kinds": Text("共享资源种类", "resources shared"),
    "sharing.categories": Text("共享类别", "categories of sharing"),
    "sharing.built_together": Text("统筹建设的场所", "places built in coordination"),
    "sharing.outside_sources": Text("依托的校外资源", "outside bodies drawn on"),
    "sharing.outside_sites": Text("利用的校外场所", "outside sites used"),
    "sharing.open_windows": Text("开放时段", "opening times"),
    "sharing.pooled_buildings": Text("统筹使用校舍", "buildings used in common"),
    "platform": Text("数字平台", "Digital platform"),
    "platform.systems": Text("平台建设", "platforms"),
    "platform.columns": Text("平台栏目", "columns of the platform"),
    "platform.live": Text("实时共享", "relayed live"),
    "platform.live_events": Text("实时转播的活动", "events relayed live"),
    "platform.networked": Text("信息联网", "information networked"),
    "platform.digital": Text("数字化、信息化的工作", "work done digitally"),
    "platform.equipment": Text("网络和教室设备", "network and classroom equipment"),
    "platform.whiteboards_per_class": Text("每班电子白板", "whiteboards per class"),
    "platform.concurrent_lessons": Text("可同时进行的教研课", "research lessons at one time"),
    "platform.stations": Text("接收站", "receiving stations"),
}

# The words for the parts of a value.
FIELDS: dict[str, Text] = {
    "columns": Text("子栏目", "columns under it"),
}
