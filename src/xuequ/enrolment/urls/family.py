"""Routes of families, and what the bureau does for them at the desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.web.pages import PUBLIC, page

from ..views import applying

APPLY, MINE = "application.report", "family/application/<int:pk>/"
BOTH, SEND = ("GET", "POST"), ("POST",)
urlpatterns = [
    page(
        "public/<int:pk>/enrolment/register/",
        applying.public_register,
        title=_("Open an account to apply"),
        needs=PUBLIC,
        methods=BOTH,
    ),
    page(
        "family/enrolment/",
        applying.family_rounds,
        title=_("Apply for a school"),
        needs=APPLY,
        menu="enrolment",
    ),
    page(
        "family/children/new/",
        applying.child_new,
        title=_("Register a child"),
        needs=APPLY,
        methods=BOTH,
    ),
    page(
        "family/child/<int:pk>/guardian/",
        applying.child_guardian,
        title=_("Add the other parent"),
        needs=APPLY,
        methods=BOTH,
    ),
    page(
        "family/apply/<int:pk>/",
        applying.apply_begin,
        title=_("Begin an application"),
        needs=APPLY,
        methods=BOTH,
    ),
    page(MINE, applying.my_application, title=_("Application"), needs=APPLY),
    page(
        f"{MINE}address/",
        applying.my_address,
        title=_("Where the child lives"),
        needs=APPLY,
        methods=BOTH,
    ),
    page(
        f"{MINE}claims/",
        applying.my_claims,
        title=_("What you state"),
        needs=APPLY,
        methods=BOTH,
    ),
    page(
        f"{MINE}materials/",
        applying.my_materials,
        title=_("Papers that prove it"),
        needs=APPLY,
        methods=BOTH,
    ),
    page(
        f"{MINE}materials/<int:paper>/",
        applying.material_show,
        title=_("A paper of an application"),
        needs=APPLY,
    ),
    page(
        f"{MINE}materials/<int:paper>/drop/",
        applying.material_drop,
        title=_("Take a paper away"),
        needs=APPLY,
        methods=SEND,
    ),
    page(
        f"{MINE}choices/",
        applying.my_choices,
        title=_("Choices of schools"),
        needs=APPLY,
        methods=BOTH,
    ),
    page(
        f"{MINE}together/",
        applying.my_together,
        title=_("Together with another child"),
        needs=APPLY,
        methods=BOTH,
    ),
    page(
        f"{MINE}hand-in/",
        applying.my_hand_in,
        title=_("Look it over and hand it in"),
        needs=APPLY,
        methods=BOTH,
    ),
    page(
        f"{MINE}receipt/",
        applying.my_receipt,
        title=pgettext_lazy("of an application", "Receipt"),
        needs=APPLY,
    ),
    page(
        f"{MINE}discard/",
        applying.draft_discard,
        title=_("Discard the changes"),
        needs=APPLY,
        methods=SEND,
    ),
    page(
        f"{MINE}withdraw/",
        applying.my_withdraw,
        title=_("Withdraw the application"),
        needs=APPLY,
        methods=BOTH,
    ),
    page(
        f"{MINE}code/",
        applying.my_code,
        title=_("Draw a new change code"),
        needs=APPLY,
        methods=BOTH,
    ),
    page(
        "enrolment/parents/",
        applying.parent_list,
        title=_("Parents who registered"),
        needs="application.confirm",
        menu="enrolment",
    ),
    page(
        "enrolment/parents/new/",
        applying.parent_enter,
        title=_("Enter a parent at the desk"),
        needs="application.confirm",
        methods=BOTH,
    ),
    page(
        "enrolment/parents/<int:pk>/",
        applying.parent_confirm,
        title=_("Compare a parent's paper"),
        needs="application.confirm",
        methods=BOTH,
    ),
    page(
        "enrolment/guardians/",
        applying.guardian_find,
        title=_("Guardians of a child"),
        needs="application.confirm",
        methods=BOTH,
    ),
    page(
        "enrolment/guardians/<int:pk>/",
        applying.guardian_list,
        title=_("Who speaks for a child"),
        needs="application.confirm",
    ),
    page(
        "enrolment/guardians/<int:pk>/add/",
        applying.guardian_add,
        title=_("Add a guardian at the desk"),
        needs="application.confirm",
        methods=BOTH,
    ),
    page(
        "enrolment/custodies/<int:pk>/end/",
        applying.guardian_end,
        title=_("End that a guardian speaks for a child"),
        needs="application.confirm",
        methods=BOTH,
    ),
    page(
        "enrolment/codes/<int:pk>/",
        applying.code_reset,
        title=_("Take back a change code"),
        needs="application.confirm",
        methods=BOTH,
    ),
]
