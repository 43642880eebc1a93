"""Routes of notices and of how they reach people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import notices as views

READ, POST, BOTH = "notice.view", ("POST",), ("GET", "POST")
urlpatterns = [
    page("notices/", views.notice_list, title=_("Notices"), needs=READ, menu="workbench"),
    page(
        "notices/<int:pk>/read/",
        views.notice_read,
        title=_("Mark as read"),
        needs=READ,
        methods=POST,
    ),
    page(
        "notices/read/", views.notices_read, title=_("Mark all as read"), needs=READ, methods=POST
    ),
    page("notices/how/", views.delivery, title=_("How I am told"), needs=READ, methods=BOTH),
    page(
        "notices/address/ask/",
        views.address_ask,
        title=_("Send the link once more"),
        needs=READ,
        methods=POST,
    ),
    page(
        "notices/address/<str:token>/",
        views.address_confirm,
        title=_("Confirm an e-mail address"),
        needs=READ,
        methods=BOTH,
    ),
]
