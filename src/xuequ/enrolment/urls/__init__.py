"""Routes of enrolment."""

from __future__ import annotations

from . import (
    catchments,
    checking,
    classes,
    family,
    following,
    forecast,
    placing,
    preparing,
    privacy,
    published,
    responsible,
    stops,
    told,
    trials,
)

app_name = "enrolment"
urlpatterns = [
    *preparing.urlpatterns,
    *responsible.urlpatterns,
    *catchments.urlpatterns,
    *checking.urlpatterns,
    *trials.urlpatterns,
    *forecast.urlpatterns,
    *placing.urlpatterns,
    *classes.urlpatterns,
    *published.urlpatterns,
    *family.urlpatterns,
    *told.urlpatterns,
    *privacy.urlpatterns,
    *stops.urlpatterns,
    *following.urlpatterns,
]
