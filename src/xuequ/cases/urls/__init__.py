"""Routes of cases, meetings and tasks."""

from __future__ import annotations

from django.urls import include, path

from . import cases, meetings, shown, tasks

app_name = "cases"
urlpatterns = [
    path("", include(cases.urlpatterns)),
    path("", include(shown.urlpatterns)),
    *meetings.urlpatterns,
    *tasks.urlpatterns,
]
