"""Routes of catchments: in force, drafted, and for everybody."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import PUBLIC, page

from ..views.catchments import drafted, in_force, public

SEE, DRAFTS, CHANGE, PUBLISH = (
    "directory.view", "enrolment.view", "enrolment.change", "enrolment.confirm",
)  # fmt: skip
BOTH, SEND = ("GET", "POST"), ("POST",)
ONE = "catchments/drafted/<int:pk>/"
urlpatterns = [
    page(
        "catchments/",
        in_force.catchment_list,
        title=_("Catchments"),
        needs=SEE,
        menu="enrolment",
    ),
    page(
        "catchments/outlines/<slug:stage>/",
        in_force.catchment_outlines,
        title=_("Outlines of catchments"),
        needs=SEE,
    ),
    page(
        "catchments/new/",
        drafted.catchment_draft_new,
        title=_("Draft catchments"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(ONE, drafted.catchment_draft, title=_("Draft of catchments"), needs=DRAFTS),
    page(
        f"{ONE}outlines/",
        drafted.catchment_draft_outlines,
        title=_("Outlines of a draft"),
        needs=DRAFTS,
    ),
    page(
        f"{ONE}change/",
        drafted.catchment_draft_change,
        title=_("Change day and basis"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        f"{ONE}schools/<int:school>/",
        drafted.catchment_draft_school,
        title=_("Draft a catchment"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        f"{ONE}opinion/",
        drafted.catchment_opinion,
        title=_("Give an opinion on catchments"),
        needs="duty.report",
        methods=BOTH,
    ),
    page(
        f"{ONE}ask/",
        drafted.catchment_ask,
        title=_("Ask for opinions"),
        needs=CHANGE,
        methods=SEND,
    ),
    page(
        f"{ONE}publish/",
        drafted.catchment_publish,
        title=_("Publish catchments"),
        needs=PUBLISH,
        methods=SEND,
    ),
    page(
        f"{ONE}drop/",
        drafted.catchment_drop,
        title=_("Throw a draft away"),
        needs=CHANGE,
        methods=SEND,
    ),
    page(
        "public/<int:pk>/catchments/",
        public.catchment_lookup,
        title=_("Which school serves an address"),
        needs=PUBLIC,
        methods=BOTH,
    ),
    page(
        "public/<int:pk>/outlines/<slug:stage>/",
        public.catchment_outlines_public,
        title=_("Outlines of catchments"),
        needs=PUBLIC,
    ),
]
