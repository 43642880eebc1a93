"""Routes of results: for families, for everybody, for officers and schools."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import PUBLIC, page

from ..views.telling import concluding, family, officers, public

MINE, ANSWER, BOTH = "family.view", "application.report", ("GET", "POST")
ONE = "family/results/<int:pk>/"
SEE, SEND = "enrolment.view", ("POST",)
ROUND = "enrolment/rounds/<int:pk>/"
TOLD = "public/round/<int:pk>/results/"
urlpatterns = [
    page(
        "family/results/",
        family.family_results,
        title=_("Results of my children"),
        needs=MINE,
        menu="enrolment",
    ),
    page(ONE, family.family_result, title=_("Result of enrolment"), needs=MINE),
    page(f"{ONE}letter/", family.result_letter, title=_("Letter (PDF)"), needs=MINE),
    page(
        f"{ONE}answer/",
        family.result_answer,
        title=_("Take the seat or give it up"),
        needs=ANSWER,
        methods=BOTH,
    ),
    page(
        f"{ONE}waiting/<int:school>/",
        family.waiting_answer,
        title=_("Answer of who waits"),
        needs=ANSWER,
        methods=BOTH,
    ),
    page(
        "public/letter/<slug:token>/",
        family.result_proof,
        title=_("Proof of a letter"),
        needs=PUBLIC,
    ),
    page(TOLD, public.public_results, title=_("Results of enrolment"), needs=PUBLIC),
    page(
        f"{TOLD}<slug:what>/",
        public.public_result_file,
        title=_("Package of a result"),
        needs=PUBLIC,
    ),
    page(
        "public/verifier/<slug:program>/",
        public.public_verifier,
        title=_("Program that verifies a package"),
        needs=PUBLIC,
    ),
    page(
        f"{ROUND}telling/",
        officers.round_telling,
        title=_("How the result is told"),
        needs="placement.change",
        methods=BOTH,
    ),
    page(
        f"{ROUND}conclude/",
        concluding.round_conclude,
        title=_("Seats left, children without a place"),
        needs="placement.change",
        methods=BOTH,
    ),
    page(
        f"{ROUND}complement/",
        concluding.round_complement,
        title=_("Open a complementary round"),
        needs="enrolment.change",
        methods=BOTH,
    ),
    page(f"{ROUND}admitted/", officers.round_admitted, title=_("Children admitted"), needs=SEE),
    page(
        f"{ROUND}admitted/<slug:kind>/",
        officers.admitted_file,
        title=_("Children admitted as a file"),
        needs=SEE,
    ),
    page(f"{ROUND}waiting/", officers.round_waiting, title=_("Waiting lists"), needs=SEE),
    page(
        f"{ROUND}enter/<int:school>/",
        officers.pupils_enter,
        title=_("Enter as pupils"),
        needs="rollover.change",
        methods=SEND,
    ),
    page(
        "enrolment/admitted/<int:pk>/reveal/",
        officers.child_reveal,
        title=_("Show name and number of an admitted child"),
        needs="identity.reveal",
        methods=BOTH,
    ),
]
