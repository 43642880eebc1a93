"""Routes of upkeep."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import PUBLIC, page

from . import views

app_name = "upkeep"
urlpatterns = [
    page("health/ready/", views.readiness, title=_("Ready to serve"), needs=PUBLIC),
    page("metrics/", views.metrics, title=_("Measurements"), needs=PUBLIC),
    page(
        "system/health/",
        views.installation_health,
        title=_("Health of the installation"),
        needs="installation.manage",
        menu="system",
    ),
]
