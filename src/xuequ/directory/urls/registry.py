"""Routes of consortia, schools, memberships and the roster."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import consortia, memberships, rosters, schools

SEE, CHANGE = "directory.view", "directory.change"
BOTH = ("GET", "POST")
urlpatterns = [
    page(
        "consortia/",
        consortia.consortium_list,
        title=_("Districts and groups"),
        needs=SEE,
        menu="directory",
    ),
    page("consortia/places.json", consortia.consortium_places, title=_("Places"), needs=SEE),
    page(
        "consortia/new/",
        consortia.consortium_add,
        title=_("Form a district or group"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page("consortia/<int:pk>/", consortia.consortium_detail, title=_("District"), needs=SEE),
    page(
        "consortia/<int:pk>/change/",
        consortia.consortium_change,
        title=_("Change form, mode and goal"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page("schools/", schools.school_list, title=_("Schools"), needs=SEE, menu="directory"),
    page(
        "schools/new/",
        schools.school_add,
        title=_("Register a school"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page("schools/<int:pk>/", schools.school_detail, title=_("School"), needs=SEE),
    page(
        "schools/<int:pk>/change/",
        schools.school_change,
        title=_("Change the facts of a school"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "schools/<int:pk>/name/",
        schools.school_name,
        title=_("Add a name or plaque"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "schools/<int:pk>/place/",
        schools.school_place,
        title=_("Set where a campus lies"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "schools/<int:pk>/teaching-point/",
        schools.school_teaching_point,
        title=_("Add a teaching point"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "schools/<int:pk>/join/",
        memberships.membership_add,
        title=_("Join a district or group"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "memberships/<int:pk>/move/",
        memberships.membership_move,
        title=_("Change a membership"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "memberships/<int:pk>/end/",
        memberships.membership_end,
        title=_("End a membership"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "memberships/<int:pk>/withdraw/",
        memberships.membership_withdraw,
        title=_("Withdraw a change to come"),
        needs=CHANGE,
        methods=("POST",),
    ),
    page(
        "memberships/<int:pk>/primary/",
        memberships.membership_primary,
        title=_("Make primary"),
        needs=CHANGE,
        methods=("POST",),
    ),
    page("roster/", rosters.roster_page, title=_("Roster"), needs=SEE, menu="directory"),
    page(
        "roster/<slug:kind>/",
        rosters.roster_file,
        title=_("Roster as a file"),
        needs="directory.export",
    ),
]
