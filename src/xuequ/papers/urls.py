"""Routes of documents issued."""

from __future__ import annotations

from django.urls import path
from django.http import HttpResponse

app_name = "papers"
urlpatterns = [path("proof/<slug:token>/", lambda r, token: HttpResponse(""), name="paper_proof")]
