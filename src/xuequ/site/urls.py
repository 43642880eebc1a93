"""The routes of every package that has pages."""

from __future__ import annotations

from django.urls import include, path

from xuequ.api.interface import interface

urlpatterns = [
    path("", include("xuequ.web.urls")),
    path("", include("xuequ.board.urls")),
    path("record/", include("xuequ.record.urls")),
    path("", include("xuequ.directory.urls")),
    path("api/v1/", interface().urls),
    path("governance/", include("xuequ.governance.urls")),
    path("", include("xuequ.enrolment.urls")),
    path("", include("xuequ.runs.urls")),
    path("", include("xuequ.ledger.urls")),
    path("papers/", include("xuequ.papers.urls")),
    path("", include("xuequ.cases.urls")),
    path("surveys/", include("xuequ.surveys.urls")),
    path("", include("xuequ.upkeep.urls")),
    path("intake/", include("xuequ.intake.urls")),
]
handler400 = "xuequ.web.views.not_received"
handler403 = "xuequ.web.views.forbidden"
handler404 = "xuequ.web.views.not_found"
handler500 = "xuequ.web.views.failed"
