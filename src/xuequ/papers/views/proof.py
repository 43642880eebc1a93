"""The public pages that prove a paper genuine: no text of it, no people."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from xuequ.web.requests import PageRequest

from ..files import Digesting
from ..forms.acts import CodeForm, HeldForm, SaidForm
from ..queries.kinds import kind_of
from ..queries.proof import proven, same_file, stands_on


def proof_ask(request: PageRequest) -> HttpResponse:
    """Type the code that is printed on a paper."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        paper = proven(form.cleaned_data["code"])
        if paper is not None:
            return redirect("papers:paper_proof", token=paper.token or "")
        return _shown(render(request, "papers/proof_none.html", {"form": form}, status=404))
    return _shown(render(request, "papers/proof_ask.html", {"form": form}))


@csrf_exempt  # protected below, once it is settled that nothing of an upload is kept
def paper_proof(request: PageRequest, token: str) -> HttpResponse:
    """What an issued paper is, and whether the file somebody holds is the one that was issued."""
    request.upload_handlers = [Digesting(request)]
    return _proof(request, token)


@csrf_protect
def _proof(request: PageRequest, token: str) -> HttpResponse:
    paper = proven(token)
    if paper is None:
        return _shown(render(request, "papers/proof_none.html", {"form": CodeForm()}, status=404))
    form, told = HeldForm(), SaidForm()
    context: dict[str, Any] = {"paper": paper, "kind": kind_of(paper.kind)}
    if request.method == "POST" and "words" in request.POST:
        told = SaidForm(request.POST)
        if told.is_valid():
            context["stands"] = stands_on(paper, told.cleaned_data["words"])
    elif request.method == "POST":
        form = HeldForm(request.POST, request.FILES)
        if form.is_valid():
            held = form.cleaned_data["held"]
            context |= {"held": held, "same": same_file(paper, held.digest)}
    context |= {"form": form, "told": told}
    status = 422 if form.errors or told.errors else 200
    return _shown(render(request, "papers/proof.html", context, status=status))


def _shown(response: HttpResponse) -> HttpResponse:
    """Papers are found by their code alone, never by a search engine."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response
