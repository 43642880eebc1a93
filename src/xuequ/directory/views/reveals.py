"""Show identity data once, on an answer that nobody keeps."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..engine.purposes import FIELDS
from ..forms.identity import RevealForm
from ..models import Person, Pupil
from ..services.identity import REVEALABLE, note_refused_reveal, reveal_identity


def reveal(
    request: PageRequest, subject: Person | Pupil, *, is_own: bool, name: str, back: str
) -> HttpResponse:
    """Ask what for and why; then show the values, once.

    Raises:
        Http404: the subject lies outside the reader's scope; that it was tried is recorded.
    """
    if not is_own:
        if request.method == "POST":
            note_refused_reveal(subject, actor=request.eyes)
        raise Http404(subject.pk)
    known = [each for each in REVEALABLE[type(subject)] if getattr(subject, each)]
    form = RevealForm(request.POST or None, known=known)
    values: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            values = reveal_identity(subject, form.asking(), actor=request.eyes)
        except Refused as refused:
            form.add_error(None, explain(refused))
    shown = [(FIELDS[field], value) for field, value in values.items()]
    context = {"form": form, "shown": shown, "known": known, "subject": name, "back": back}
    status = 422 if form.errors else 200
    response = render(request, "directory/reveal.html", context, status=status)
    response["Cache-Control"] = "no-store, private"
    return response
