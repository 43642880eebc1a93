"""The routes of every package that has pages."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("xuequ.web.urls")),
    path("", include("xuequ.board.urls")),
    path("", include("xuequ.directory.urls")),
    path("record/", include("xuequ.record.urls")),
    path("intake/", include("xuequ.intake.urls")),
]
handler403 = "xuequ.web.views.forbidden"
handler404 = "xuequ.web.views.not_found"
handler500 = "xuequ.web.views.failed"
