"""Routes of access tokens and of the guide for programs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import tokens

USE = "api.use"
urlpatterns = [
    page("api/", tokens.api_guide, title=_("How programs read"), needs=USE),
    page("tokens/", tokens.token_list, title=_("Access tokens"), needs=USE, menu="system"),
    page(
        "tokens/new/",
        tokens.token_add,
        title=_("Issue a token"),
        needs=USE,
        methods=("GET", "POST"),
    ),
    page(
        "tokens/<int:pk>/revoke/",
        tokens.token_revoke,
        title=_("Revoke a token"),
        needs=USE,
        methods=("POST",),
    ),
]
