"""Which rounds have been held, and what their families want; children and plans are made up.

The ways are those of the documents.  Beside the schools that these name, two of Futian are made
up: one to be chosen third, and both for whoever no choice admitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xuequ.directory.models import Authority, School

from ..enrolled import Seats

MADE_UP = {"福田虚构小学": "primary", "福田虚构中学": "junior"}
LOCALITIES = ("futian", "guilin", "xingning", "shuangtaizi")


@dataclass(frozen=True, slots=True)
class Group:
    """So many families who live, or leave a primary, at one place and choose alike.

    Args:
        home: which school of the round, or which primary, from 0.
        choices: which schools of the round, in the order of the families' wishes.
        is_eligible: the children may apply by the conditions of the locality.
    """

    count: int
    home: int
    choices: tuple[int, ...] = ()
    is_eligible: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """A round that was held.

    Args:
        plans: by name of the school; those named first are of the zone.
        double: of a hundred applications, how many two people read.
    """

    profile: str
    name: str
    stage: str
    regime: str
    plans: Mapping[str, Seats]
    groups: tuple[Group, ...]
    has_classes: bool = False
    double: int = 0


FUTIAN = (
    Held(
        "futian", "益田村片区大学区一年级", "primary", "greater_zone",
        {"福强小学": Seats(6, 2), "全海小学": Seats(5, 2), "益田小学": Seats(5, 2),
         "福田虚构小学": Seats(5, 2)},
        (Group(7, 0, (0, 1, 2)), Group(3, 1, (0, 1, 2)), Group(3, 1, (1, 0, 2)),
         Group(4, 2, (2, 1, 0)), Group(2, 2, (0, 2, 1))),
    ),
    Held(
        "futian", "梅香、梅山共享学区初一", "junior", "shared_zone",
        {"福田区实验教育集团梅香学校": Seats(7, 2), "梅山中学": Seats(7, 2),
         "福田虚构中学": Seats(4, 2)},
        (Group(10, 1, (0, 1, 2)), Group(7, 1, (1, 0, 2)), Group(1, 1, (1, 0), is_eligible=False)),
    ),
)  # fmt: skip
GUILIN = (
    Held(
        "guilin", "虚构一中片区初一", "junior", "feed", {"桂林虚构一中": Seats(16, 2)},
        (Group(8, 0), Group(6, 1)),
    ),
    Held(
        "guilin", "虚构二中、三中片区初一", "junior", "lottery",
        {"桂林虚构二中": Seats(9, 2), "桂林虚构三中": Seats(8, 2)},
        (Group(12, 0, (0, 1)), Group(5, 1, (1, 0))),
    ),
)  # fmt: skip
SHUANGTAIZI = Held(
    "shuangtaizi", "一年级", "primary", "catchment",
    {"实验小学": Seats(8, 2, ("湖滨小学",)), "湖滨小学": Seats(8, 2)},
    (Group(12, 0), Group(6, 1)),
    has_classes=True,
)  # fmt: skip


def summer() -> tuple[Held, ...]:
    """The rounds of last summer."""
    first, second = _primaries(1)[1:3]  # the classes of the very first are made elsewhere
    plans = {first: Seats(9, 2, (second,)), second: Seats(9, 2)}
    xingning = Held(
        "xingning", "小学一年级", "primary", "catchment", plans,
        (Group(12, 0), Group(5, 1)), double=30,
    )  # fmt: skip
    return (*FUTIAN, *GUILIN, xingning, SHUANGTAIZI)


def latest() -> Held:
    """The round that has just been released."""
    first, second = _primaries(2)[:2]
    plans = {first: Seats(6, 2, (second,)), second: Seats(6, 2)}
    return Held(
        "xingning", "第二片小学一年级", "primary", "catchment", plans,
        (Group(8, 0), Group(4, 1)),
    )  # fmt: skip


def _primaries(order: int) -> list[str]:
    """The schools of a district of Xingning that teach the primary stage."""
    authority = Authority.objects.get(profile="xingning")
    rows = School.objects.filter(authority=authority, sections__stage="primary")
    rows = rows.filter(memberships__consortium__order=order).order_by("pk").distinct()
    return list(rows.values_list("name", flat=True))
