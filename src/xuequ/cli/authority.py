"""`xuequ authority`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .places import authority, words
from .printing import add_format, show

HELP = "register an education authority, or list those there are"


def add_arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    add = acts.add_parser("add", help="register an authority and the profile it follows")
    add.add_argument("--name", type=words(80), required=True, help="full name, 南宁市兴宁区教育局")
    add.add_argument("--short", type=words(20), required=True, help="short name, 兴宁")
    add.add_argument("--profile", required=True, help="the policy it follows, e.g. xingning")
    add.add_argument("--parent", help="the authority above: name, short name or profile")
    add.add_argument("--city", action="store_true", help="it is a city's, not a county's")
    add_format(add)
    add_format(acts.add_parser("list", help="list the authorities"))


def run(chosen: Namespace) -> int:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if chosen.act == "add":
        _add(chosen)
    _list(chosen)
    return 0


def _add(chosen: Namespace) -> None:
    from xuequ.directory.models import Authority
    from xuequ.directory.services.authorities import NewAuthority, register_authority
    from xuequ.kernel.actors import program
    from xuequ.profiles.loader import localities

    from .failure import Unanswerable

    if chosen.profile not in localities():
        known = ", ".join(localities())
        raise Unanswerable(
            f"没有名为“{chosen.profile}”的地方配置。现有：{known}",
            f"there is no profile {chosen.profile}. There are: {known}",
        )
    level = Authority.Level.CITY if chosen.city else Authority.Level.COUNTY
    new = NewAuthority(
        chosen.name,
        short_name=chosen.short,
        profile=chosen.profile,
        level=level,
        parent=authority(chosen.parent) if chosen.parent else None,
    )
    register_authority(new, actor=program("command line"))


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
