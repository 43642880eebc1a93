"""Two districts of Guilin, all made up: one of several stages, one whose juniors enrol jointly."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Authority, Consortium, School
from xuequ.directory.services import consortia, memberships, schools
from xuequ.directory.services.feeders import set_next_school
from xuequ.enrolment.services.taking import take_cohorts, take_past_rolls
from xuequ.kernel.actors import program
from xuequ.kernel.sheet import Row

ACTOR = program("demo")
SINCE, DAY = date(2017, 9, 1), date(2026, 10, 15)
YEARS, GRADES = (2024, 2025, 2026), {"primary": range(1, 7), "junior": range(7, 10)}
GUILIN = {
    "桂林虚构一中": "junior", "桂林虚构二中": "junior", "桂林虚构三中": "junior",
    "桂林虚构甲小学": "primary", "桂林虚构乙小学": "primary",
}  # fmt: skip
FEED = ("桂林虚构甲小学", "桂林虚构乙小学")  # both go on to the first of its juniors
DISTRICTS = {
    "虚构一中学区": ("桂林虚构一中", *FEED),
    "虚构二中学区": ("桂林虚构二中", "桂林虚构三中"),
}
PUPILS = {"桂林虚构一中": 380, "桂林虚构二中": 290, "桂林虚构三中": 190}  # of a grade
OF_PRIMARY = 205


def open_guilin(authority: Authority) -> None:
    """Schools, districts, which primary goes on to which junior, and earlier years."""
    for name, stage in GUILIN.items():
        school = schools.register_school(authority, name, since=SINCE, actor=ACTOR)
        values = {"ownership": "public"}
        schools.change_school(school, since=SINCE, values=values, stages=[stage], actor=ACTOR)
    found = {each.name: each for each in School.objects.filter(authority=authority)}
    for name in FEED:
        set_next_school(found[name], found["桂林虚构一中"], since=SINCE, actor=ACTOR)
    for label, members in DISTRICTS.items():
        new = consortia.NewConsortium(Consortium.Kind.DISTRICT, label, name=label, form=None)
        district = consortia.form_consortium(authority, new, since=SINCE, actor=ACTOR)
        for at, name in enumerate(members):
            role = "member" if at else "lead"
            memberships.join_consortium(found[name], district, role=role, since=SINCE, actor=ACTOR)
    _earlier_years(authority)


def _earlier_years(authority: Authority) -> None:
    """Pupils of the last three years and children of the catchments, to look ahead from."""
    past = [
        {"school": name, "stage": stage, "year": str(year), "grade": str(grade),
         "count": PUPILS.get(name, OF_PRIMARY) + 3 * (year - YEARS[0]) + grade % 3}
        for name, stage in GUILIN.items()
        for year in YEARS
        for grade in GRADES[stage]
    ]  # fmt: skip
    children = [
        {"school": name, "born": str(year - 7), "count": OF_PRIMARY + 12, "day": DAY,
         "source": "户籍登记"}
        for name in FEED
        for year in range(YEARS[0], YEARS[-1] + 7)
    ]  # fmt: skip
    for take, rows, file in (
        (take_past_rolls, past, "历年在校生数.csv"),
        (take_cohorts, children, "适龄儿童数.csv"),
    ):
        lines = [Row(n, dict(values)) for n, values in enumerate(rows, start=2)]
        take(lines, file=file, authority=authority, since=DAY, actor=ACTOR)
