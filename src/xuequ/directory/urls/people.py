"""Routes of posts and appointments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import appointments

SEE, CHANGE = "person.view", "person.change"
BOTH = ("GET", "POST")
urlpatterns = [
    page(
        "posts/",
        appointments.post_list,
        title=_("Posts and appointments"),
        needs=SEE,
        menu="directory",
    ),
    page("posts/new/", appointments.post_add, title=_("Create a post"), needs=CHANGE),
    page(
        "posts/new/in/<slug:kind>/<int:pk>/",
        appointments.post_add_in,
        title=_("Create a post"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page("posts/<int:pk>/", appointments.post_detail, title=_("Post"), needs=SEE),
    page(
        "posts/<int:pk>/appoint/",
        appointments.post_appoint,
        title=_("Appoint somebody"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "posts/<int:pk>/end/",
        appointments.post_end,
        title=_("End a post"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "holdings/<int:pk>/end/",
        appointments.holding_end,
        title=_("End an appointment"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "holdings/<int:pk>/withdraw/",
        appointments.holding_withdraw,
        title=_("Withdraw an appointment"),
        needs=CHANGE,
        methods=("POST",),
    ),
    page(
        "people/new/",
        appointments.person_add,
        title=_("Register a person"),
        needs=CHANGE,
        methods=BOTH,
    ),
]
