"""Routes of making classes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import class_makings, class_settings, class_steps, class_swaps

MAKING, SWAP = "enrolment/makings/<int:pk>/", "enrolment/swaps/<int:pk>/"
LOOK, MAKE, APPROVE = "class.view", "class.change", "class.confirm"
BOTH, SEND = ("GET", "POST"), ("POST",)
urlpatterns = [
    page(
        "enrolment/makings/",
        class_makings.making_list,
        title=_("Making classes"),
        needs=LOOK,
        menu="enrolment",
    ),
    page(
        "enrolment/makings/new/",
        class_makings.making_new,
        title=_("Make classes"),
        needs=MAKE,
        methods=BOTH,
    ),
    page(MAKING, class_makings.making_page, title=_("Making of classes"), needs=LOOK),
    page(
        f"{MAKING}settings/",
        class_settings.making_settings,
        title=_("Change the settings"),
        needs=MAKE,
        methods=BOTH,
    ),
    page(
        f"{MAKING}template/<slug:kind>/",
        class_steps.making_template,
        title=_("Sheet of pupils to fill in"),
        needs=MAKE,
    ),
    page(
        f"{MAKING}children/",
        class_steps.making_children,
        title=_("Bring the list of pupils"),
        needs=MAKE,
        methods=BOTH,
    ),
    page(
        f"{MAKING}freeze/",
        class_steps.making_freeze,
        title=_("Freeze list and rules"),
        needs=MAKE,
        methods=SEND,
    ),
    page(
        f"{MAKING}seed/",
        class_steps.making_seed,
        title=_("Enter the seed and make the classes"),
        needs=MAKE,
        methods=BOTH,
    ),
    page(
        f"{MAKING}approve/",
        class_steps.making_approve,
        title=_("Approve the classes"),
        needs=APPROVE,
        methods=BOTH,
    ),
    page(
        f"{MAKING}give-up/",
        class_steps.making_give_up,
        title=_("Give up this making"),
        needs=APPROVE,
        methods=BOTH,
    ),
    page(
        f"{MAKING}drop/",
        class_steps.making_drop,
        title=_("Drop this draft"),
        needs=MAKE,
        methods=BOTH,
    ),
    page(
        f"{MAKING}package/",
        class_makings.making_package,
        title=_("Sealed package of classes"),
        needs=LOOK,
    ),
    page(
        f"{MAKING}rooms/<int:room>/",
        class_makings.making_room,
        title=_("List of a class"),
        needs=LOOK,
    ),
    page(
        f"{MAKING}late/",
        class_steps.making_late,
        title=_("Draw for late pupils"),
        needs=MAKE,
        methods=BOTH,
    ),
    page(
        f"{MAKING}swap/",
        class_swaps.swap_new,
        title=_("Ask for a change of class"),
        needs=MAKE,
        methods=BOTH,
    ),
    page(SWAP, class_swaps.swap_page, title=_("Change of class"), needs=LOOK),
    page(
        f"{SWAP}decide/",
        class_swaps.swap_decide,
        title=_("Decide about a change of class"),
        needs=APPROVE,
        methods=BOTH,
    ),
]
