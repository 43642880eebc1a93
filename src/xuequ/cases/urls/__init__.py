"""Routes of cases and meetings."""

from __future__ import annotations

from django.urls import include, path

from . import meetings

app_name = "cases"
urlpatterns = [
    path("meetings/", include(meetings.urlpatterns)),
]
