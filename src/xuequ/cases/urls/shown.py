"""Routes of what is shown to the public."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import PUBLIC, page

from ..views import objecting

urlpatterns = [
    page("shown/", objecting.shown_list, title=_("Shown for objections"), needs=PUBLIC),
    page(
        "shown/<int:pk>/",
        objecting.shown_notice,
        title=_("Shown for objections"),
        needs=PUBLIC,
        methods=("GET", "POST"),
    ),
]
