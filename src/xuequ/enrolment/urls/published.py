"""Routes of what everybody may read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import PUBLIC, page

from ..views import published

urlpatterns = [
    page(
        "public/<int:pk>/enrolment/",
        published.public_rounds,
        title=_("Enrolment: plans and rules"),
        needs=PUBLIC,
    ),
    page(
        "public/round/<int:pk>/",
        published.public_round,
        title=_("Plan and rules of enrolment"),
        needs=PUBLIC,
    ),
    page(
        "public/round/<int:pk>/file/<slug:signed>/",
        published.public_round_file,
        title=_("Plan or rules as a file"),
        needs=PUBLIC,
    ),
]
