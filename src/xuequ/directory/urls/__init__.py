"""Routes of the directory."""

from __future__ import annotations

from . import consoles, families, identities, people, programs, public, registry, security

app_name = "directory"
urlpatterns = [
    *registry.urlpatterns,
    *people.urlpatterns,
    *families.urlpatterns,
    *public.urlpatterns,
    *programs.urlpatterns,
    *identities.urlpatterns,
    *consoles.urlpatterns,
    *security.urlpatterns,
]
