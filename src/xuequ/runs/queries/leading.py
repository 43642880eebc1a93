"""Where somebody goes to see what came of a run."""

from __future__ import annotations

from django.urls import reverse
from django.utils.module_loading import import_string

from ..models import Run
from .kinds import run_kinds


def belongs_to(run: Run) -> str:
    """The page of what a run was started for; "" if there is none but its own."""
    kind = run_kinds().get(run.kind)
    if kind is None or not kind.leads_to:
        return ""
    return str(import_string(kind.leads_to)(run.opened("inputs")))


def place_of(run: Run) -> str:
    """That page, or else the run's own."""
    return belongs_to(run) or reverse("runs:run_detail", args=[run.pk])
