"""Routes of archives."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import archives

urlpatterns = [
    page(
        "",
        archives.archive,
        title=_("Archive of the ledger"),
        needs="duty.view",
        methods=("GET", "POST"),
    ),
]
