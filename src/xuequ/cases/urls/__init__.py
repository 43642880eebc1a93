"""Routes of cases and meetings."""

from __future__ import annotations

from django.urls import include, path

from . import cases, meetings, shown

app_name = "cases"
urlpatterns = [
    path("cases/", include(cases.urlpatterns)),
    path("shown/", include(shown.urlpatterns)),
    path("meetings/", include(meetings.urlpatterns)),
]
