"""Routes of cases and meetings."""

from __future__ import annotations

from . import meetings, tasks

app_name = "cases"
urlpatterns = [
    *meetings.urlpatterns,
    *tasks.urlpatterns,
]
