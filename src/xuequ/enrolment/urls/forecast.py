"""Routes of the forecast of seats."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import forecast

SEE, RECORD = "enrolment.view", "seats.report"
BOTH = ("GET", "POST")
AHEAD = "enrolment/forecast/<int:pk>/<slug:stage>/"
urlpatterns = [
    page(
        "enrolment/forecast/",
        forecast.forecast_list,
        title=_("Forecast of seats"),
        needs=SEE,
        menu="enrolment",
    ),
    page(
        "enrolment/forecast/file/<slug:kind>/",
        forecast.forecast_file,
        title=_("Forecast as a file"),
        needs=SEE,
    ),
    page(
        AHEAD,
        forecast.forecast_school,
        title=_("Forecast of a school"),
        needs=SEE,
    ),
    page(
        f"{AHEAD}file/<slug:kind>/",
        forecast.forecast_school_file,
        title=_("Arithmetic of the forecast as a file"),
        needs=SEE,
    ),
    page(
        f"{AHEAD}shortfall/",
        forecast.shortfall_record,
        title=_("Record a shortfall of seats"),
        needs=RECORD,
        methods=BOTH,
    ),
]
