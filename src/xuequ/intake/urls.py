"""Routes of the intake."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from . import views

app_name = "intake"
NEEDS = "intake.import"
urlpatterns = [
    page("", views.sheet_list, title=_("Bring in sheets"), needs=NEEDS, menu="data"),
    page("standards/", views.standards, title=_("Data standards"), needs=NEEDS, menu="data"),
    page(
        "standards/<slug:kind>/",
        views.standards_file,
        title=_("Data standards as a file"),
        needs=NEEDS,
    ),
    page(
        "<slug:code>/",
        views.sheet_import,
        title=_("Bring in a sheet"),
        needs=NEEDS,
        methods=("GET", "POST"),
    ),
    page("<slug:code>/template/", views.sheet_template, title=_("Template"), needs=NEEDS),
]
