"""The section `staff` of a profile: to whom teachers belong, what stays when they move."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xuequ.kernel.settings import Named

MoveForm = Literal[
    "part_time",
    "support",
    "itinerant",
    "rotation",
    "posting",
    "weekly_day",
    "pairing",
    "listed_name",
    "delivery",
    "apprentices",
    "targeted",
]


@dataclass(frozen=True, slots=True)
class Staff:
    """Section `staff`: to whom teachers belong, what stays when they move (STF-01 to STF-20).

    Establishment school, holder of the personnel relation (人事关系), managing body and
    teaching assignments are four separate facts (C32).
    """

    pool_mode: Literal["district_person", "group_person"] | None = None
    deployed_by: Literal["consortium", "group_centre", "authority"] | None = None
    work_relation_share: Decimal | None = None  # of teachers, moved into the group (工作关系)
    county_managed: bool = False  # posts managed by the county, schools employ (区管校聘)
    relation_stays: tuple[MoveForm, ...] = ()  # personnel relation stays at the original school
    returns: tuple[MoveForm, ...] = ()  # back to the original school when the posting ends
    transfer_encouraged: tuple[Literal["manager", "backbone"], ...] = ()  # sent by the lead
    post_stays: bool = False  # the establishment post stays at the original school (编制)
    titles_at: Literal["establishment_school"] | None = None  # where titles are appraised
    executive_as_principal: bool = False  # an executive principal counts as a full principal
    post_inputs: tuple[Named, ...] = ()  # by which the number of posts is fixed
    post_principles: tuple[Named, ...] = ()  # by which posts are managed
    posts_tilt_to: tuple[Literal["lead", "village_primary", "teaching_point"], ...] = ()
    rising_shares: tuple[Named, ...] = ()  # shares of teachers that are to rise
    two_way_flow: bool = False
    shortage_recorded: bool = False
