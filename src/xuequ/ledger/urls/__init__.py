"""Routes of the ledger."""

from __future__ import annotations

from django.urls import include, path

from . import archives, commitments, feedback, feeds, ledgers, notices, sheets, work

app_name = "ledger"
urlpatterns = [
    path("commitments/", include(commitments.urlpatterns)),
    path("inbox/", include(work.urlpatterns)),
    *notices.urlpatterns,
    *feeds.urlpatterns,
    *feedback.urlpatterns,
    path("ledger/sheets/", include(sheets.urlpatterns)),
    path("ledger/archive/", include(archives.urlpatterns)),
    path("ledger/", include(ledgers.urlpatterns)),
]
