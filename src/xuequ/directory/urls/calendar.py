"""Routes of the school calendar."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import calendar

SEE, CHANGE, BOTH = "directory.view", "directory.change", ("GET", "POST")
urlpatterns = [
    page(
        "school-calendar/",
        calendar.calendar_page,
        title=_("School calendar"),
        needs=SEE,
        menu="directory",
    ),
    page(
        "school-calendar/terms/",
        calendar.calendar_terms,
        title=_("Set the terms of a school year"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "school-calendar/days/",
        calendar.calendar_days,
        title=_("Change single days"),
        needs=CHANGE,
        methods=BOTH,
    ),
]
