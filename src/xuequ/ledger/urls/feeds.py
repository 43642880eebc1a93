"""Routes of the calendar feed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import PUBLIC, page

from ..views import feeds as views

READ, POST = "notice.view", ("POST",)
urlpatterns = [
    page("calendar/", views.feed_mine, title=_("My calendar"), needs=READ),
    page(
        "calendar/new/",
        views.feed_make,
        title=_("Make a calendar address"),
        needs=READ,
        methods=POST,
    ),
    page(
        "calendar/revoke/",
        views.feed_revoke,
        title=_("Revoke the calendar address"),
        needs=READ,
        methods=POST,
    ),
    page("calendar/<slug:token>.ics", views.feed_read, title=_("Calendar"), needs=PUBLIC),
]
