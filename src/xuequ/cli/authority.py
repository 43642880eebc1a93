"""`xuequ authority`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date, timedelta

from xuequ.kernel.periods import Span, year_of
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .places import authority, day, words
from .printing import add_format, show

HELP = "register an education authority, set its school calendar, or list those there are"


def add_arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    add = acts.add_parser("add", help="register an authority and the profile it follows")
    add.add_argument("--name", type=words(80), required=True, help="full name, 南宁市兴宁区教育局")
    add.add_argument("--short", type=words(20), required=True, help="short name, 兴宁")
    add.add_argument("--profile", required=True, help="the policy it follows, e.g. xingning")
    add.add_argument("--parent", help="the authority above: name, short name or profile")
    add.add_argument("--city", action="store_true", help="it is a city's, not a county's")
    add.add_argument("--area", default="", help="code of the area (GB/T 2260), 450102")
    add_format(add)
    add_format(acts.add_parser("list", help="list the authorities"))
    terms = acts.add_parser(
        "calendar", help="set the terms of a school year and draft its days from public holidays"
    )
    terms.add_argument("authority", help="name, short name or profile")
    terms.add_argument(
        "--term",
        dest="terms",
        type=day,
        nargs=2,
        action="append",
        required=True,
        metavar=("FIRST", "LAST"),
        help="first and last day, 2026-09-01 2027-01-22; once per term",
    )
    terms.add_argument("--replace", action="store_true", help="also what was entered by hand")
    terms.add_argument("--dry-run", action="store_true", help="show the draft, write nothing")
    add_format(terms)


def run(chosen: Namespace) -> int:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if chosen.act == "calendar":
        _calendar(chosen)
        return 0
    if chosen.act == "add":
        _add(chosen)
    _list(chosen)
    return 0


def _add(chosen: Namespace) -> None:
    from xuequ.directory.models import Authority
    from xuequ.directory.services.authorities import NewAuthority, register_authority
    from xuequ.kernel.actors import program
    from xuequ.profiles.loader import localities
    from xuequ.standards.areas import history

    from .failure import Unanswerable

    if chosen.profile not in localities():
        known = ", ".join(localities())
        raise Unanswerable(
            f"没有名为“{chosen.profile}”的地方配置。现有：{known}",
            f"there is no profile {chosen.profile}. There are: {known}",
        )
    if chosen.area and not history(chosen.area):
        raise Unanswerable(
            f"行政区划代码中没有“{chosen.area}”。请按GB/T 2260填六位代码。",
            f"no area has the code {chosen.area}. Give the six digits of GB/T 2260.",
        )
    level = Authority.Level.CITY if chosen.city else Authority.Level.COUNTY
    new = NewAuthority(
        chosen.name,
        short_name=chosen.short,
        profile=chosen.profile,
        level=level,
        parent=authority(chosen.parent) if chosen.parent else None,
        area_code=chosen.area,
    )
    register_authority(new, actor=program("command line"))


def _calendar(chosen: Namespace) -> None:
    from django.db import transaction
    from django.utils import timezone

    from xuequ.directory.services.calendar import NewCalendar, draft_calendar
    from xuequ.kernel.actors import program

    terms = [_term(first, last) for first, last in chosen.terms]
    replaces = None if chosen.replace else ()
    new = NewCalendar(year_of(terms[0].since), terms, replaces)
    with transaction.atomic():
        draft = draft_calendar(
            authority(chosen.authority),
            new,
            today=timezone.localdate(),
            actor=program("command line"),
        )
        transaction.set_rollback(chosen.dry_run)
    columns = (
        Column("term", "学期", "Term", number=True),
        Column("first", "第一天", "First day"),
        Column("last", "最后一天", "Last day"),
        Column("taught", "教学日数", "Teaching days", number=True),
    )
    rows = [
        (number, first, last, draft.taught(term))
        for number, ((first, last), term) in enumerate(
            zip(chosen.terms, terms, strict=True), start=1
        )
    ]
    show(Table(Text("校历", "School calendar"), columns, rows), chosen)


def _term(first: date, last: date) -> Span:
    from .failure import Unanswerable

    if last < first:
        raise Unanswerable(
            f"学期的最后一天{last}早于第一天{first}。请先写第一天，再写最后一天。",
            f"a term ends on {last} before it begins on {first}: write its first day, then its "
            "last.",
        )
    return Span(first, last + timedelta(days=1))


def _list(chosen: Namespace) -> None:
    from xuequ.directory.models import Authority

    rows = [
        (each.name, each.short_name, each.profile, each.parent.name if each.parent else None)
        for each in Authority.objects.select_related("parent")
    ]
    columns = (
        Column("name", "名称", "Name"),
        Column("short", "简称", "Short name"),
        Column("profile", "地方配置", "Profile"),
        Column("parent", "上级", "Above it"),
    )
    show(Table(Text("教育局", "Authorities"), columns, rows), chosen)
