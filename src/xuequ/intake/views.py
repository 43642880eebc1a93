"""Bring in a sheet from the browser."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuequ.directory.queries.scope import authorities
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.sheet import Sheet
from xuequ.web.forms import DayField, Form
from xuequ.web.outputs import OUTPUTS
from xuequ.web.requests import PageRequest

from .files import template
from .queries import sheets
from .services import import_sheet


class UploadForm(Form):
    """The file and the day its rows hold from."""

    file = forms.FileField(label=_("File (.xlsx or .csv)"))
    since = DayField(label=_("From"), help_text=_("For rows that give no day of their own."))


NEW: dict[str, str | Promise] = {
    "consortia": _("districts and groups"),
    "schools": _("schools"),
    "memberships": _("memberships"),
    "teaching_points": _("teaching points"),
    "people": _("people"),
    "teachers": _("what teachers teach, or their titles"),
    "honours": _("honours"),
    "postings": _("postings"),
    "pairings": _("pairings"),
    "days": _("school days"),
    "campuses": _("campuses"),
    "classes": _("classes"),
    "pupils": _("pupils"),
    "bodies": _("standing bodies"),
    "posts": _("posts"),
    "holders": _("holders of posts"),
    "moved": _("of another class"),
    "changed": _("changed rows"),
}


def sheet_list(request: PageRequest) -> HttpResponse:
    """The sheets there are, each with its template."""
    return render(request, "intake/sheet_list.html", {"sheets": sheets(seen_by=request.eyes)})


def sheet_template(request: PageRequest, code: str) -> HttpResponse:
    """The workbook to fill in."""
    sheet = _sheet(request, code)
    response = HttpResponse(template(sheet, request.language), content_type=OUTPUTS["xlsx"].media)
    response["Content-Disposition"] = f'attachment; filename="{sheet.code}.xlsx"'
    return response


def sheet_import(request: PageRequest, code: str) -> HttpResponse:
    """Take a file whole, or show every mistake in it and take nothing."""
    sheet = _sheet(request, code)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"since": request.on})
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        shown = authorities(seen_by=request.eyes)
        try:
            counts = import_sheet(
                sheet,
                upload.name,
                upload.read(),
                authority=get_object_or_404(shown, pk=request.eyes.authority),
                since=form.cleaned_data["since"],
                actor=request.eyes,
            )
        except Problems as found:
            problems = found.problems
        else:
            new = " · ".join(f"{NEW.get(name, name)} {n}" for name, n in counts.items())
            messages.success(request, _("The sheet was taken. New: %(new)s") % {"new": new})
            return redirect(sheet.shown_at)
    status = 422 if problems or form.errors else 200
    context = {"sheet": sheet, "form": form, "problems": problems}
    return render(request, "intake/sheet_import.html", context, status=status)


def _sheet(request: PageRequest, code: str) -> Sheet:
    known = sheets(seen_by=request.eyes)
    if code not in known:
        raise Http404(code)
    return known[code]
