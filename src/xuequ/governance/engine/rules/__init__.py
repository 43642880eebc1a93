"""What the governance of a consortium must satisfy (chapter GOV).  One function, one clause.

`groups` looks at a county, the others at one consortium.
"""

from __future__ import annotations

from .bodies import (
    activity_centre,
    district_committee,
    group_centre,
    office_director,
    office_members,
    research_centre,
    teaching_centre,
    three_kinds_of_body,
)
from .catalogues import (
    five_times_five,
    four_joins_four_unifications,
    four_sharings,
    limits_are_recorded,
    nine_unifications,
    own_vision,
    six_unifications,
    strategic_goal,
)
from .groups import (
    leading_group_of_seven,
    leading_group_of_sixteen,
    leading_group_of_the_bureau,
    leading_group_office,
    leading_group_with_office,
    main_leader_in_person,
    management_organ,
)
from .heads import (
    all_posts_are_filled,
    chart_is_filled,
    executive_principals,
    head_is_the_leads_principal,
    one_head_and_a_team,
    one_principal_of_all,
)
from .leads import lead_by_form
from .work import (
    founding_documents,
    members_keep_their_features,
    members_stay_as_they_are,
    run_in_layers,
    work_is_divided,
    workload_counts,
)

__all__ = [
    "activity_centre",
    "all_posts_are_filled",
    "chart_is_filled",
    "district_committee",
    "executive_principals",
    "five_times_five",
    "founding_documents",
    "four_joins_four_unifications",
    "four_sharings",
    "group_centre",
    "head_is_the_leads_principal",
    "lead_by_form",
    "leading_group_of_seven",
    "leading_group_of_sixteen",
    "leading_group_of_the_bureau",
    "leading_group_office",
    "leading_group_with_office",
    "limits_are_recorded",
    "main_leader_in_person",
    "management_organ",
    "members_keep_their_features",
    "members_stay_as_they_are",
    "nine_unifications",
    "office_director",
    "office_members",
    "one_head_and_a_team",
    "one_principal_of_all",
    "own_vision",
    "research_centre",
    "run_in_layers",
    "six_unifications",
    "strategic_goal",
    "teaching_centre",
    "three_kinds_of_body",
    "work_is_divided",
    "workload_counts",
]
