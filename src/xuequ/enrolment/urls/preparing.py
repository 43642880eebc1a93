"""Routes of the preparation of a round."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import coordinating, plans, rounds, rules

SEE, CHANGE, CONFIRM = "enrolment.view", "enrolment.change", "enrolment.confirm"
BOTH, SEND = ("GET", "POST"), ("POST",)
ONE = "enrolment/rounds/<int:pk>/"
urlpatterns = [
    page(
        "enrolment/",
        rounds.round_list,
        title=_("Rounds of enrolment"),
        needs=SEE,
        menu="enrolment",
    ),
    page(
        "enrolment/new/",
        rounds.round_new,
        title=_("New round of enrolment"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(ONE, rounds.round_page, title=_("Round of enrolment"), needs=SEE),
    page(f"{ONE}plan/<slug:kind>/", plans.plan_file, title=_("Plan as a file"), needs=SEE),
    page(
        f"{ONE}change/",
        rounds.round_change,
        title=_("Change days and class size"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        f"{ONE}schools/",
        plans.round_schools,
        title=_("Choose the schools"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        f"{ONE}plans/",
        plans.round_plans,
        title=_("Fill in the plans"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        f"{ONE}conditions/",
        rounds.round_findings,
        title=_("Conditions of multi-school zoning"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        f"{ONE}district/",
        coordinating.round_district,
        title=_("District that enrols as one"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        f"{ONE}study/",
        coordinating.round_study,
        title=_("Study of seats and demand"),
        needs=CHANGE,
        methods=BOTH,
    ),
    page(
        f"{ONE}rules/make/",
        rules.rules_make,
        title=_("Make the rules"),
        needs=CHANGE,
        methods=SEND,
    ),
    page(
        f"{ONE}rules/sign/",
        rules.rules_sign,
        title=_("Sign plan and rules"),
        needs=CONFIRM,
        methods=BOTH,
    ),
    page(
        f"{ONE}rules/publish/",
        rules.rules_publish,
        title=_("Publish plan and rules"),
        needs=CONFIRM,
        methods=BOTH,
    ),
]
