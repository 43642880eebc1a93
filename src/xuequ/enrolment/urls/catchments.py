"""Routes of seats against demand, catchment by catchment."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import catchments

SEE = "enrolment.view"
urlpatterns = [
    page(
        "enrolment/catchments/",
        catchments.catchment_seats,
        title=_("Seats against demand"),
        needs=SEE,
    ),
    page(
        "enrolment/catchments/loads/<slug:stage>/",
        catchments.catchment_loads,
        title=_("Seats against demand, for the map"),
        needs=SEE,
    ),
]
