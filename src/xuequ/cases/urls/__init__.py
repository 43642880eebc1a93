"""Routes of cases and meetings."""

from __future__ import annotations

from django.urls import include, path

from . import cases, meetings, shown

app_name = "cases"
urlpatterns = [
    path("", include(cases.urlpatterns)),
    path("", include(shown.urlpatterns)),
    path("meetings/", include(meetings.urlpatterns)),
]
