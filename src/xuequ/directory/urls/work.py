"""Routes of teaching, honours, postings and pairings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import pairings, postings, teaching

SEE, CHANGE, PAIR, OWN = "person.view", "person.change", "pairing.change", "self.view"
BOTH = ("GET", "POST")
urlpatterns = [
    page("postings/", postings.posting_list, title=_("Postings"), needs=SEE, menu="directory"),
    page("postings/new/", postings.posting_add, title=_("Post somebody"), needs=CHANGE),
    page("postings/<int:pk>/", postings.posting_detail, title=_("Posting"), needs=SEE),
    page(
        "postings/<int:pk>/end/",
        postings.posting_end,
        title=_("End a posting"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "postings/<int:pk>/withdraw/",
        postings.posting_withdraw,
        title=_("Withdraw a posting to come"),
        needs=CHANGE,
        methods=("POST",),
    ),
    page(
        "people/<int:pk>/post/",
        postings.person_post,
        title=_("Post somebody to another school"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page("pairings/", pairings.pairing_list, title=_("Pairings"), needs=SEE, menu="directory"),
    page("pairings/new/", pairings.pairing_add, title=_("Pair somebody"), needs=PAIR),
    page("pairings/<int:pk>/", pairings.pairing_detail, title=_("Pairing"), needs=SEE),
    page(
        "pairings/<int:pk>/end/",
        pairings.pairing_end,
        title=_("End a pairing"),
        needs=PAIR,
        methods=BOTH,
    ),
    page(
        "pairings/<int:pk>/withdraw/",
        pairings.pairing_withdraw,
        title=_("Withdraw a pairing to come"),
        needs=PAIR,
        methods=("POST",),
    ),
    page(
        "people/<int:pk>/pair/",
        pairings.person_pair,
        title=_("Give somebody a mentor"),
        needs=PAIR,
        methods=BOTH,
    ),
    page(
        "people/<int:pk>/teach/",
        teaching.person_teach,
        title=_("Register what somebody teaches"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "teaching/<int:pk>/end/",
        teaching.teaching_end,
        title=_("End what somebody teaches"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "people/<int:pk>/honour/",
        teaching.person_honour,
        title=_("Record an honour"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        "honours/<int:pk>/end/",
        teaching.honour_end,
        title=_("End an honour"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page("identity/work/", pairings.my_work, title=_("My postings and pairings"), needs=OWN),
]
