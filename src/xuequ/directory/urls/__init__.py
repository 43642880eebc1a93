"""Routes of the directory."""

from __future__ import annotations

from . import (
    calendar,
    catchments,
    consoles,
    daily,
    families,
    identities,
    people,
    programs,
    public,
    registry,
    security,
    work,
)

app_name = "directory"
urlpatterns = [
    *registry.urlpatterns,
    *catchments.urlpatterns,
    *calendar.urlpatterns,
    *daily.urlpatterns,
    *people.urlpatterns,
    *work.urlpatterns,
    *families.urlpatterns,
    *public.urlpatterns,
    *programs.urlpatterns,
    *identities.urlpatterns,
    *consoles.urlpatterns,
    *security.urlpatterns,
]
