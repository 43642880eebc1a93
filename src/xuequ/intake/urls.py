"""Routes of the intake."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from .views import bundles, imports, matching, rollover_edits, rollovers, sheets, standards

app_name = "intake"
NEEDS = "intake.import"
BOTH, SEND = ("GET", "POST"), ("POST",)
ONE = "imports/<int:pk>/"
YEAR, ROLL = "rollover.change", "rollovers/<int:pk>/"
urlpatterns = [
    page("", sheets.sheet_list, title=_("Bring in sheets"), needs=NEEDS, menu="data"),
    page("standards/", standards.standards, title=_("Data standards"), needs=NEEDS, menu="data"),
    page("standards/<slug:kind>/", standards.standards_file,
         title=_("Data standards as a file"), needs=NEEDS),
    page("imports/", imports.import_list, title=_("Imports"), needs=NEEDS, menu="data"),
    page(ONE, imports.import_detail, title=_("Import"), needs=NEEDS),
    page(f"{ONE}columns/", matching.import_match, title=_("Match columns"), needs=NEEDS,
         methods=BOTH),
    page(f"{ONE}mistakes/", imports.import_mistakes, title=_("File of mistakes"), needs=NEEDS),
    page(f"{ONE}work/", imports.import_work, title=_("Work on an import"), needs=NEEDS),
    page(f"{ONE}check/", imports.import_check, title=_("Check anew"), needs=NEEDS, methods=SEND),
    page(f"{ONE}confirm/", imports.import_confirm, title=_("Confirm"), needs=NEEDS, methods=SEND),
    page(f"{ONE}ask/", imports.import_ask, title=_("Ask a second person"), needs=NEEDS,
         methods=SEND),
    page(f"{ONE}refuse/", imports.import_refuse, title=_("Refuse"), needs=NEEDS, methods=SEND),
    page(f"{ONE}drop/", imports.import_drop, title=_("Give up"), needs=NEEDS, methods=SEND),
    page(f"{ONE}undo/", imports.import_undo, title=_("Undo an import"), needs=NEEDS,
         methods=BOTH),
    page("oneroster/out/", bundles.bundle_export, title=_("Export a OneRoster bundle"),
         needs=NEEDS, methods=BOTH),
    page("rollovers/", rollovers.rollover_list, title=_("Year roll-over"), needs=YEAR,
         menu="data"),
    page("rollovers/new/", rollovers.rollover_start, title=_("Propose a roll-over"), needs=YEAR,
         methods=BOTH),
    page(ROLL, rollovers.rollover_detail, title=_("Year roll-over"), needs=YEAR),
    page(f"{ROLL}schools/<int:school>/", rollover_edits.rollover_school,
         title=_("School of a roll-over"), needs=YEAR),
    page(f"{ROLL}schools/<int:school>/grades/", rollover_edits.rollover_grades,
         title=_("Grades of a school"), needs=YEAR, methods=BOTH),
    page(f"{ROLL}schools/<int:school>/next/", rollover_edits.rollover_next,
         title=_("Next school"), needs="directory.change", methods=BOTH),
    page(f"{ROLL}classes/<int:room>/", rollover_edits.rollover_class,
         title=_("Class of a roll-over"), needs=YEAR),
    page(f"{ROLL}classes/<int:room>/change/", rollover_edits.rollover_room,
         title=_("Decide about a class"), needs=YEAR, methods=BOTH),
    page(f"{ROLL}pupils/<int:pupil>/", rollover_edits.rollover_pupil,
         title=_("Decide about a pupil"), needs=YEAR, methods=BOTH),
    page(f"{ROLL}unmoved/", rollover_edits.rollover_unmoved, title=_("Who is not moved"),
         needs=YEAR, methods=BOTH),
    page(f"{ROLL}files/<slug:what>/<slug:kind>/", rollovers.rollover_file,
         title=_("Roll-over as a file"), needs=YEAR),
    page(f"{ROLL}renew/", rollovers.rollover_renew, title=_("Work out anew"), needs=YEAR,
         methods=SEND),
    page(f"{ROLL}ask/", rollovers.rollover_ask, title=_("Ask a second person"), needs=YEAR,
         methods=SEND),
    page(f"{ROLL}confirm/", rollovers.rollover_confirm, title=_("Carry a roll-over out"),
         needs=YEAR, methods=SEND),
    page(f"{ROLL}refuse/", rollovers.rollover_refuse, title=_("Refuse"), needs=YEAR,
         methods=SEND),
    page(f"{ROLL}drop/", rollovers.rollover_drop, title=_("Give up"), needs=YEAR, methods=SEND),
    page(f"{ROLL}revert/", rollovers.rollover_revert, title=_("Revert a roll-over"), needs=YEAR,
         methods=BOTH),
    page("<slug:code>/", sheets.sheet_import, title=_("Bring in a sheet"), needs=NEEDS,
         methods=BOTH),
    page("<slug:code>/template/<slug:kind>/", sheets.sheet_template, title=_("Template"),
         needs=NEEDS),
    page("<slug:code>/export/<slug:kind>/", sheets.sheet_export, title=_("Export a sheet"),
         needs=NEEDS),
]  # fmt: skip
