"""The page that takes a part of the ledger out as an archive."""

from __future__ import annotations

import tempfile
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain
from xuequ.web.requests import PageRequest

from ..forms.archives import ArchiveForm
from ..queries.archiving import Place, place_in_scope, places_in_scope
from ..services.archives import archive_ledger

KINDS = ("consortium", "school", "person")


def archive(request: PageRequest) -> HttpResponseBase:
    """Choose place and days; the answer is the archive, and the record notes it."""
    asked = request.GET.get("place", "")
    places = places_in_scope(seen_by=request.eyes, on=request.on)
    if asked:
        one = _place(request, asked)
        places = [(asked, str(one)), *(each for each in places if each[0] != asked)]
    form = ArchiveForm(request.POST or None, places=places, initial={"place": asked})
    if request.method == "POST" and form.is_valid():
        try:
            return _answer(request, form)
        except Refused as refused:
            form.add_error(None, explain(refused))
    status = 422 if form.errors else 200
    return render(request, "ledger/archive.html", {"form": form}, status=status)


def _place(request: PageRequest, text: str) -> Place:
    kind, _colon, number = text.partition(":")
    if kind not in KINDS or not number.isdecimal() or len(number) > 18:
        raise Http404(text)
    found = place_in_scope(kind, int(number), seen_by=request.eyes, on=request.on)
    if found is None:
        raise Http404(text)
    return found


def _answer(request: PageRequest, form: ArchiveForm) -> HttpResponse | FileResponse:
    """The archive by way of a file that has no name and goes when the answer is sent."""
    place, span = _place(request, form.cleaned_data["place"]), form.span()
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    out = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - the answer closes it
    try:
        written = archive_ledger(place, span, out, actor=request.eyes, on=request.on)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    answer = FileResponse(out, content_type="application/zip")
    title = _("Work ledger")
    name = f"{title} {place} {span.since}.zip"
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Digest"] = written.digest
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Encoding"] = "identity"
    return answer
