"""Which sheets there are, their templates, what there is in the same form, and the upload."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuequ.directory.models import Authority
from xuequ.directory.queries.scope import authorities
from xuequ.directory.views.taking_out import ask, mark_for, purpose_of
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.sheet import Bundle, Sheet
from xuequ.web.outputs import OUTPUTS
from xuequ.web.requests import PageRequest

from ..bundles import CARRIES
from ..files import bundle_in, template, template_csv
from ..forms import UploadForm
from ..models import Import
from ..queries.sheets import sheets, takeable
from ..services import carrying
from ..services.exporting import export_sheet
from ..services.reading import needs_matching
from ..services.starting import start_import
from ..services.taking import Where
from .steps import UPLOAD, steps_at

OF_CHILDREN = {"pupils"}  # sheets that are taken out for a purpose, and marked
WRITE = {"xlsx": template, "csv": template_csv}


def sheet_list(request: PageRequest) -> HttpResponse:
    """The sheets there are, each with its template."""
    known = sheets(seen_by=request.eyes)
    bundles = [each for code, each in takeable(seen_by=request.eyes).items() if code not in known]
    context = {"sheets": known, "bundles": bundles}
    return render(request, "intake/sheet_list.html", context)


def sheet_template(request: PageRequest, code: str, kind: str) -> HttpResponse:
    """The form to fill in, as a workbook or as CSV."""
    sheet = _sheet(request, code)
    if kind not in WRITE:
        raise Http404(kind)
    return as_file(sheet.title.say(request.language), kind, WRITE[kind](sheet, request.language))


def sheet_export(request: PageRequest, code: str, kind: str) -> HttpResponse:
    """What there is, in the form in which it can be brought in again."""
    sheet = _sheet(request, code)
    if kind not in WRITE or not sheet.give:
        raise Http404(kind)
    purpose, mark = "", ""
    if sheet.code in OF_CHILDREN:
        purpose = purpose_of(request)
        if not purpose:
            return ask(request, back=reverse("intake:sheet_list"))
        mark = mark_for(request.eyes, purpose).say(request.language)
    rows = export_sheet(
        sheet, home(request), on=request.on, kind=kind, actor=request.eyes, purpose=purpose
    )
    name = f"{sheet.title.say(request.language)} {request.on}"
    return as_file(name, kind, WRITE[kind](sheet, request.language, rows, mark))


def sheet_import(request: PageRequest, code: str) -> HttpResponse:
    """The first step: choose the file and the day."""
    sheet = _sheet(request, code, takeable(seen_by=request.eyes))
    form = UploadForm(request.POST or None, request.FILES or None, initial={"since": request.on})
    if isinstance(sheet, Bundle):
        form.fields["file"].label = _("File (.zip)")
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        where = Where(upload.name, home(request), form.cleaned_data["since"], request.eyes)
        data = upload.read()
        sheet = bundle_in(upload.name, data) or sheet
        try:
            return _begin(request, start_import(sheet, data, where))
        except Problems as found:
            problems = found.problems
    context = {"sheet": sheet, "form": form, "problems": problems, "steps": steps_at(UPLOAD)}
    context["carries"] = CARRIES if isinstance(sheet, Bundle) else ()
    status = 422 if problems or form.errors else 200
    return render(request, "intake/sheet_import.html", context, status=status)


def _begin(request: PageRequest, one: Import) -> HttpResponse:
    if needs_matching(one):
        return redirect("intake:import_match", one.pk)
    carrying.check(one, actor=request.eyes)
    return redirect("intake:import_detail", one.pk)


def home(request: PageRequest) -> Authority:
    shown = authorities(seen_by=request.eyes)
    return get_object_or_404(shown, pk=request.eyes.authority)


def _sheet(request: PageRequest, code: str, known: Mapping[str, Sheet] | None = None) -> Sheet:
    known = sheets(seen_by=request.eyes) if known is None else known
    if code not in known:
        raise Http404(code)
    return known[code]


def as_file(name: str, kind: str, data: bytes) -> HttpResponse:
    """A download of that name."""
    response = HttpResponse(data, content_type=OUTPUTS[kind].media)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{kind}')}"
    return response


def as_zip(name: str, data: bytes) -> HttpResponse:
    """A download of a bundle that nobody keeps on the way."""
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.zip')}"
    response["Cache-Control"] = "no-store, private"
    return response
