"""What the registry must satisfy (chapter REG).  One function, one clause.

`coverage` looks at a county, the others at one consortium.
"""

from __future__ import annotations

from .coverage import (
    coverage_grows,
    every_school_is_covered,
    named_consortia_are_registered,
    named_groups_are_registered,
    named_schools_are_registered,
    several_memberships_are_lawful,
    teaching_points_are_registered,
)
from .formation import (
    form_is_in_the_catalogue,
    goal_is_recorded,
    mode_is_recorded,
    one_lead,
    pairings_of_xingning,
    principles_of_guilin,
    principles_of_xian,
    same_stage_and_public,
)
from .forms import (
    central_school_leads_too,
    city_and_town,
    city_and_town_with_junior_lead,
    city_and_village_primaries,
    famous_brings_new,
    junior_and_junior,
    junior_and_primaries,
    junior_junior_primary,
    primary_and_primary,
    private_and_private,
    public_and_private,
    quality_and_new,
    quality_and_quality,
    quality_and_weak,
    town_and_town,
)
from .size import (
    members_belong_to_their_group,
    not_too_many_schools,
    scale_is_controlled,
    two_to_five_members,
)

__all__ = [
    "central_school_leads_too",
    "city_and_town",
    "city_and_town_with_junior_lead",
    "city_and_village_primaries",
    "coverage_grows",
    "every_school_is_covered",
    "famous_brings_new",
    "form_is_in_the_catalogue",
    "goal_is_recorded",
    "junior_and_junior",
    "junior_and_primaries",
    "junior_junior_primary",
    "members_belong_to_their_group",
    "mode_is_recorded",
    "named_consortia_are_registered",
    "named_groups_are_registered",
    "named_schools_are_registered",
    "not_too_many_schools",
    "one_lead",
    "pairings_of_xingning",
    "primary_and_primary",
    "principles_of_guilin",
    "principles_of_xian",
    "private_and_private",
    "public_and_private",
    "quality_and_new",
    "quality_and_quality",
    "quality_and_weak",
    "same_stage_and_public",
    "scale_is_controlled",
    "several_memberships_are_lawful",
    "teaching_points_are_registered",
    "town_and_town",
    "two_to_five_members",
]
