"""Which sheets there are, their templates, what there is in the same form, and the upload."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from xuequ.directory.models import Authority
from xuequ.directory.queries.scope import authorities
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.sheet import Sheet
from xuequ.web.outputs import OUTPUTS
from xuequ.web.requests import PageRequest

from ..files import template, template_csv
from ..forms import UploadForm
from ..models import Import
from ..queries.sheets import sheets
from ..services import carrying
from ..services.exporting import export_sheet
from ..services.reading import needs_matching
from ..services.starting import start_import
from ..services.taking import Where
from .steps import UPLOAD, steps_at

WRITE = {"xlsx": template, "csv": template_csv}


def sheet_list(request: PageRequest) -> HttpResponse:
    """The sheets there are, each with its template."""
    return render(request, "intake/sheet_list.html", {"sheets": sheets(seen_by=request.eyes)})


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
    rows = export_sheet(sheet, _home(request), on=request.on, kind=kind, actor=request.eyes)
    name = f"{sheet.title.say(request.language)} {request.on}"
    return as_file(name, kind, WRITE[kind](sheet, request.language, rows))


def sheet_import(request: PageRequest, code: str) -> HttpResponse:
    """The first step: choose the file and the day."""
    sheet = _sheet(request, code)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"since": request.on})
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        where = Where(upload.name, _home(request), form.cleaned_data["since"], request.eyes)
        try:
            return _begin(request, start_import(sheet, upload.read(), where))
        except Problems as found:
            problems = found.problems
    context = {"sheet": sheet, "form": form, "problems": problems, "steps": steps_at(UPLOAD)}
    status = 422 if problems or form.errors else 200
    return render(request, "intake/sheet_import.html", context, status=status)


def _begin(request: PageRequest, one: Import) -> HttpResponse:
    if needs_matching(one):
        return redirect("intake:import_match", one.pk)
    carrying.check(one, actor=request.eyes)
    return redirect("intake:import_detail", one.pk)


def _home(request: PageRequest) -> Authority:
    shown = authorities(seen_by=request.eyes)
    return get_object_or_404(shown, pk=request.eyes.authority)


def _sheet(request: PageRequest, code: str) -> Sheet:
    known = sheets(seen_by=request.eyes)
    if code not in known:
        raise Http404(code)
    return known[code]


def as_file(name: str, kind: str, data: bytes) -> HttpResponse:
    """A download of that name."""
    response = HttpResponse(data, content_type=OUTPUTS[kind].media)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{kind}')}"
    return response
