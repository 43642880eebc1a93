"""Routes of cases, meetings and tasks."""

from __future__ import annotations

from django.urls import include, path

from . import cases, meetings, shown, tasks

app_name = "cases"
urlpatterns = [
    path("cases/", include(cases.urlpatterns)),
    path("shown/", include(shown.urlpatterns)),
    *meetings.urlpatterns,
    *tasks.urlpatterns,
]
