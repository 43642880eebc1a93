"""Routes of facilities, bells, timetables and class results."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import facilities, results, timetables

SEE, CHANGE, BOTH = "directory.view", "directory.change", ("GET", "POST")
urlpatterns = [
    page(
        "facilities/",
        facilities.facility_list,
        title=_("Facilities"),
        needs=SEE,
        menu="directory",
    ),
    page(
        "schools/<int:pk>/facilities/new/",
        facilities.facility_add,
        title=_("Register a facility"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "facilities/<int:pk>/change/",
        facilities.facility_change,
        title=_("Change the facts of a facility"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "facilities/<int:pk>/end/",
        facilities.facility_end,
        title=_("End a facility"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "timetables/",
        timetables.timetable_list,
        title=_("Bells and timetables"),
        needs=SEE,
        menu="directory",
    ),
    page("timetables/<int:pk>/", timetables.timetable_page, title=_("Timetable"), needs=SEE),
    page(
        "timetables/<int:pk>/<slug:kind>/",
        timetables.timetable_file,
        title=_("Timetable as a file"),
        needs="directory.export",
    ),
    page("schools/<int:pk>/bells/", timetables.bells_page, title=_("Bell schedules"), needs=SEE),
    page(
        "schools/<int:pk>/bells/new/",
        timetables.bells_add,
        title=_("Begin a bell schedule"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "bells/<int:pk>/period/",
        timetables.period_add,
        title=_("Add a period"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "periods/<int:pk>/change/",
        timetables.period_change,
        title=_("Change a period"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "periods/<int:pk>/drop/",
        timetables.period_drop,
        title=_("Take a period out"),
        needs=CHANGE,
        methods=("POST",),
    ),
    page(
        "results/",
        results.result_list,
        title=_("Class results"),
        needs="result.view",
        menu="directory",
    ),
    page(
        "identity/timetable/",
        timetables.my_timetable,
        title=_("My timetable"),
        needs="work.view",
    ),
]
