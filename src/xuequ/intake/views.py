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
from xuequ.web.outputs.answer import as_file
from xuequ.web.requests import PageRequest

from .files import template
from .queries import sheets, standards_table
from .services import advice_of, import_sheet

FEW = 5  # oddities told after a sheet was taken


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
    "facilities": _("facilities"),
    "facilities_changed": _("facilities changed"),
    "facilities_ended": _("facilities ended"),
    "bells": _("bell schedules"),
    "timetables": _("timetables"),
    "lessons": _("lessons"),
    "exams": _("exams"),
    "results": _("class results"),
    "results_changed": _("class results mended"),
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


def standards(request: PageRequest) -> HttpResponse:
    """How the columns of the sheets stand beside the national standards."""
    table = standards_table(sheets(seen_by=request.eyes))
    titles = [column.title(request.language) for column in table.columns[1:]]
    groups: dict[object, list[list[tuple[str, object]]]] = {}
    for sheet, *cells in table.said(request.language):
        groups.setdefault(sheet, []).append(list(zip(titles, cells, strict=True)))
    context = {"titles": titles, "groups": groups, "notes": table.notes, "kinds": list(OUTPUTS)}
    return render(request, "intake/standards.html", context)


def standards_file(request: PageRequest, kind: str) -> HttpResponse:
    """The same as a file."""
    return as_file(request, standards_table(sheets(seen_by=request.eyes)), kind)


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
            data = upload.read()
            counts = import_sheet(
                sheet,
                upload.name,
                data,
                authority=get_object_or_404(shown, pk=request.eyes.authority),
                since=form.cleaned_data["since"],
                actor=request.eyes,
            )
        except Problems as found:
            problems = found.problems
        else:
            new = " · ".join(f"{NEW.get(name, name)} {n}" for name, n in counts.items())
            messages.success(request, _("The sheet was taken. New: %(new)s") % {"new": new})
            for text in odd(advice_of(sheet, upload.name, data), request.language):
                messages.warning(request, text)
            return redirect(sheet.shown_at)
    status = 422 if problems or form.errors else 200
    context = {"sheet": sheet, "form": form, "problems": problems}
    return render(request, "intake/sheet_import.html", context, status=status)


def odd(advice: list[Problem], language: str) -> list[str]:
    """The first few oddities in words, and how many more there are."""
    said = [each.say(language) for each in advice[:FEW]]
    if (more := len(advice) - FEW) > 0:
        said.append(_("%(count)d more such places; look through the sheet.") % {"count": more})
    return said


def _sheet(request: PageRequest, code: str) -> Sheet:
    known = sheets(seen_by=request.eyes)
    if code not in known:
        raise Http404(code)
    return known[code]
