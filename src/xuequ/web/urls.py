"""Routes of the frame."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from . import views
from .pages import PUBLIC, page

app_name = "web"
urlpatterns = [
    page("choose/", views.choose, title=_("Choose"), needs=PUBLIC, methods=("POST",)),
    page("health/", views.health, title=_("Health"), needs=PUBLIC),
]
