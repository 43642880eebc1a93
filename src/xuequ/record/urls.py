"""Routes of the record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from . import views

app_name = "record"
SEE = "record.view"
urlpatterns = [
    page("", views.record_list, title=_("Record"), needs=SEE, menu="system"),
    page("verify/", views.record_verify, title=_("Check the record"), needs=SEE, methods=("POST",)),
    page("<int:number>/", views.record_line, title=_("Line of the record"), needs=SEE),
]
