"""The register of papers, one paper, its files."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.shortcuts import render as show
from django.utils import timezone

from xuequ.directory.models import Authority
from xuequ.kernel.paper import PaperKind, document
from xuequ.record.services import note_export
from xuequ.vault.giving import give_out
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest, asked

from ..engine.flaws import flaws
from ..models import Paper
from ..queries.duties import others
from ..queries.kinds import kinds
from ..queries.periods import about_period
from ..queries.register import Wanted, places_of, register, table, wanted_of, years_of
from ..queries.scope import kind_for, kinds_for, may_change, papers
from ..rendering import MEDIA, render
from ..rendering.coverage import lacking
from ..services.issuing import marks_of

FILES = ("xlsx", "csv", "pdf")


def paper_list(request: PageRequest) -> HttpResponse:
    """The papers in scope, the latest number first."""
    wanted = _wanted(request)
    who: dict[str, Any] = {"seen_by": request.eyes, "on": request.on}
    rows = Paginator(register(wanted, **who), 30).get_page(request.GET.get("page"))
    held = {each: getattr(wanted, each) for each in ("kind", "state", "year", "place")}
    query = urlencode(
        {key: value for key, value in {**held, "words": wanted.words}.items() if value}
    )
    context = {
        "rows": rows,
        "wanted": wanted,
        "kinds": kinds().values(),
        "states": Paper._meta.get_field("state").choices,
        "years": years_of(**who),
        "places": places_of(**who),
        "files": FILES,
        "query": f"?{query}" if query else "",
        "may_draft": bool(kinds_for(request.eyes)),
    }
    return show(request, "papers/paper_list.html", context)


def paper_list_file(request: PageRequest, kind: str) -> HttpResponse:
    """The same as a file; that it was taken is recorded."""
    rows = table(register(_wanted(request), seen_by=request.eyes, on=request.on))
    response = as_file(request, rows, kind)
    about = get_object_or_404(Authority, pk=request.eyes.authority)
    note_export(about, "papers", kind, len(rows.rows), actor=request.eyes)
    return response


def paper_page(request: PageRequest, pk: int) -> HttpResponse:
    """One paper: what it says, how far it is, its files and its proof."""
    paper, kind = found(request, pk)
    said = document(paper.body)
    context = {
        "paper": paper,
        "kind": kind,
        "said": said,
        "marks": marks_of(paper),
        "flaws": flaws(said, kind, lacking(said)) if paper.is_draft else (),
        "may_change": may_change(request.eyes, paper.place, kind),
        "is_whole": said.digest == paper.digest,
        "versions": paper.versions.select_related("person"),
        "forms": list(MEDIA),
        "period": about_period(paper, kind, timezone.localdate()),
        "others": others(paper, kind) if paper.is_draft else (),
    }
    return show(request, "papers/paper_page.html", context)


def paper_download(request: PageRequest, pk: int, form: str) -> HttpResponseBase:
    """The issued file; of a draft how it would look."""
    paper, kind = found(request, pk)
    if form not in MEDIA:
        raise Http404(form)
    stored = getattr(paper, form)
    if stored is not None:
        return give_out(stored)
    content = render(document(paper.body), kind, marks_of(paper), form)
    response = HttpResponse(content, content_type=MEDIA[form])
    name = quote(f"{paper.title or kind.title.say(request.language)}.{form}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def found(request: PageRequest, pk: int) -> tuple[Paper, PaperKind]:
    """A paper in scope, with its kind.

    Raises:
        Http404: there is none for this reader.
    """
    rows = papers(seen_by=request.eyes, on=request.on)
    rows = rows.select_related("docx", "pdf", "entry", "issued_by", "withdrawn_by", "made_by")
    paper = get_object_or_404(rows, pk=pk)
    return paper, kind_for(paper)


def _wanted(request: PageRequest) -> Wanted:
    return wanted_of(request.GET, asked(request, "words"))
