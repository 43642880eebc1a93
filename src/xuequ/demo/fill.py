"""Fill an empty installation with the nine localities as their documents name them.

People are synthetic.  Everything goes through the services people use.  The whole filling is
one transaction: after a kill at any moment there is either nothing or all of it, and a second
call changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.resources import files

from django.db import transaction

from xuequ.directory.models import Authority, Consortium, Membership, School
from xuequ.directory.services import authorities, classes, schools
from xuequ.directory.services.security.rules import set_sign_in_rules
from xuequ.directory.sheets import ROSTER
from xuequ.intake.services import import_sheet
from xuequ.kernel.actors import program

from . import (
    adopted,
    applied,
    catchments,
    checked,
    daily,
    decided,
    divided,
    enrolled,
    foreseen,
    imported,
    issued,
    ledger,
    localities,
    meetings,
    rolled,
    staff,
    surveys,
)
from .people import class_sizes, places
from .year import filling

SEED = 20180901
OPENING = date(2018, 9, 1)
XINGNING = "南宁市兴宁区教育局"
ACTOR = program("demo")
Tell = Callable[[str], None]


@transaction.atomic
def fill(tell: Tell = lambda _: None) -> Authority:
    """Fill all nine unless they are there; `tell` hears what is being done."""
    found = Authority.objects.filter(name=XINGNING).first()
    if found:
        return found
    set_sign_in_rules({"second_factor": "offered"}, actor=ACTOR)  # visitors bring no second factor
    authority = _xingning(tell)
    for each in localities.localities():
        tell(f"registering {each.said['short']} as its document names it")
        registered = localities.register(each)
        staff.fill_posts(registered, each.opening, actor=ACTOR)
        if each.code == "putuo":
            tell("filling a group of Putuo (two of its schools are made up)")
            decided.fill_putuo(registered, each.opening)
        if each.code == "mingzhu":
            tell("filling the ledger of Mingzhu (synthetic)")
            ledger.fill_mingzhu(registered)
    tell("holding meetings of the districts (synthetic)")
    for each_authority in Authority.objects.order_by("id"):
        meetings.hold_meetings(each_authority)
    tell("making the classes of a first grade (synthetic)")
    mine = School.objects.filter(authority=authority, sections__stage="primary")
    divided.fill_classes(mine.earliest("pk"))
    tell("asking teachers and parents of the first district (synthetic)")
    surveys.fill_surveys(Consortium.objects.filter(authority=authority).earliest("order"))
    tell("ringing bells, filling timetables, summing up marks (synthetic)")
    daily.fill_xingning(authority, OPENING)
    daily.fill_mingzhu(Authority.objects.get(profile="mingzhu"))
    tell("leaving imports half done (synthetic)")
    imported.fill_imports(authority)
    tell("proposing the roll-over of the year (synthetic)")
    rolled.fill_rollover(authority)
    _enrolment(authority, tell)
    for filled in Authority.objects.all():
        authorities.publish_authority(filled, is_public=True, actor=ACTOR)
    return authority


def _enrolment(authority: Authority, tell: Tell) -> None:
    """The year of enrolment, from plans on."""
    tell("preparing enrolment: plans and rules, signed and published (synthetic)")
    adopted.fill_adoption(Authority.objects.get(profile="futian"))
    enrolled.fill_rounds()
    latest = filling.prepare_latest()
    tell("drawing catchments: lists and outlines, published, and the next ones drafted (synthetic)")
    catchments.fill_catchments()
    applied.fill_families()
    tell("looking ahead for seats (synthetic)")
    foreseen.fill_forecast(authority)
    checked.fill_checks()
    tell("carrying last year's rounds from applications to letters and classes (synthetic)")
    filling.fill_summer()
    filling.fill_latest(latest)


def _xingning(tell: Tell) -> Authority:
    authority = register_xingning(tell)
    tell("making classes (synthetic) and the calendar")
    _open_classes(authority)
    ledger.set_calendar(authority)
    tell("filling the ledger of its first district (synthetic)")
    ledger.fill_xingning(authority, OPENING)
    tell("bringing cases on their way (synthetic)")
    decided.fill_xingning(authority, OPENING)
    tell("issuing its first papers (synthetic)")
    issued.fill_xingning(authority)
    return authority


def register_xingning(tell: Tell = lambda _: None) -> Authority:
    """Its 65 schools in ten districts, where they stand, and who holds the posts."""
    tell("registering Xingning and its ten districts")
    new = authorities.NewAuthority(
        XINGNING,
        short_name="兴宁",
        profile="xingning",
        area_code="450102",
        has_synthetic_data=True,
    )
    authority = authorities.register_authority(new, actor=ACTOR)
    data = files("xuequ.demo").joinpath("data/xingning.csv").read_bytes()
    import_sheet(ROSTER, "xingning.csv", data, authority=authority, since=OPENING, actor=ACTOR)
    tell("placing schools on the map (synthetic)")
    _place(authority)
    tell("appointing principals and heads (synthetic)")
    staff.fill_posts(authority, OPENING, actor=ACTOR)
    return authority


def _clusters(authority: Authority) -> list[list[School]]:
    rows: dict[int, list[School]] = {}
    found = Membership.objects.on(OPENING).filter(consortium__authority=authority)
    for each in found.order_by("consortium__order", "order").select_related("school"):
        rows.setdefault(each.consortium_id, []).append(each.school)
    return list(rows.values())


def _place(authority: Authority) -> None:
    clusters = _clusters(authority)
    spots = places(SEED, [len(each) for each in clusters])
    for cluster, where in zip(clusters, spots, strict=True):
        for school, (east, north) in zip(cluster, where, strict=True):
            values = {"longitude": east, "latitude": north, "is_synthetic": True}
            schools.place_campus(school, school.name, since=OPENING, values=values, actor=ACTOR)


def _open_classes(authority: Authority) -> None:
    for n, school in enumerate(School.objects.filter(authority=authority).order_by("id")):
        stages = list(school.sections.values_list("stage", flat=True))
        if stages:
            made_up = class_sizes(SEED + n, stages)
            classes.report_classes(
                school, 2026, [classes.ClassSize(*each) for each in made_up], actor=ACTOR
            )
