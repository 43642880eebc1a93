"""Routes of what peers tell one another."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import feedback as views

PEER, POST, BOTH = "peer.report", ("POST",), ("GET", "POST")
ONE = "feedback/<int:pk>/"
urlpatterns = [
    page("feedback/", views.feedback_list, title=_("Among peers"), needs=PEER),
    page(
        "feedback/give/",
        views.feedback_give,
        title=_("Give feedback to a peer"),
        needs=PEER,
        methods=BOTH,
    ),
    page(
        "feedback/voice/",
        views.feedback_voice,
        title=_("Voice something to a peer"),
        needs=PEER,
        methods=BOTH,
    ),
    page(ONE, views.feedback_detail, title=_("From peer to peer"), needs=PEER),
    page(
        f"{ONE}answer/",
        views.feedback_answer,
        title=_("Answer a peer"),
        needs=PEER,
        methods=BOTH,
    ),
    page(
        f"{ONE}take-back/", views.feedback_take_back, title=_("Take back"), needs=PEER, methods=POST
    ),
]
