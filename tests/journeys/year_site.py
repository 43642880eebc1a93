"""The county of the cast as a site of its own, whose clock a journey turns.

Run as a program with XUEQU_HOME set: `cast`, `families ROUND COUNT`, `released`, `lapse`, or
`serve PORT`.  The file `clock` in that home says by how many seconds its time is ahead of the true
one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xuequ.directory.models import Authority

HOME = Path(os.environ["XUEQU_HOME"])
SUPPORT = Path(__file__).parent.parent / "support"
BEFORE = "3f5c" * 16  # what the notary keeps shut away until the day of the draw


def turn_clock() -> None:
    """Let the product see a time as far ahead as the file says, which goes on like the true one."""
    from django.utils import timezone

    true, clock = timezone.now, HOME / "clock"

    def now() -> datetime:
        return true() + timedelta(seconds=float(clock.read_text()))

    timezone.now = now


def cast() -> None:
    """People, schools and rights, two leaders to approve, and a notary."""
    import casting
    from casting import MAKER, OPENING
    from support_plugin import PASSWORD
    from xuequ.directory.services.people import appoint, create_post, open_account, register_person
    from xuequ.enrolment.tests.world import NAMES

    made = casting.make()
    made.authority.profile, made.authority.is_public = "guilin", True
    made.authority.save()
    earlier_years(made.authority, NAMES)
    for log_in, name, role in (
        ("first", "甲领导", "bureau_leader"),
        ("second", "乙领导", "bureau_leader"),
        ("notary", "公证员", "notary"),
    ):
        person = register_person(made.authority, name, actor=MAKER, is_synthetic=True)
        post = create_post(made.authority, role, name, since=OPENING, actor=MAKER)
        appoint(person, post, since=OPENING, actor=MAKER)
        open_account(log_in, PASSWORD, person=person, actor=MAKER)


def earlier_years(authority: Authority, names: Sequence[str]) -> None:
    """Pupils of the last three years, from which the seats that will be needed are foreseen."""
    from casting import MAKER, OPENING
    from xuequ.directory.services.feeders import set_next_school
    from xuequ.enrolment.services.taking import take_past_rolls
    from xuequ.enrolment.tests.world import taught
    from xuequ.kernel.sheet import Row

    primaries = taught("孤小", "西二小")
    for primary, junior in zip(primaries, taught(*names, stage="junior"), strict=True):
        set_next_school(primary, junior, since=OPENING, actor=MAKER)
    stages = [(each.name, "primary", range(1, 7)) for each in primaries]
    stages += [(name, "junior", range(7, 10)) for name in names]
    rows = [
        {"school": name, "stage": stage, "year": str(year), "grade": str(grade), "count": 40}
        for name, stage, grades in stages
        for year in (2024, 2025, 2026)
        for grade in grades
    ]
    lines = [Row(number, dict(values)) for number, values in enumerate(rows, start=2)]
    day = date(2026, 10, 15)
    take_past_rolls(lines, file="历年在校生数.csv", authority=authority, since=day, actor=MAKER)


def families(round_id: int, count: int) -> None:
    """So many further families, each of which hands in its application today."""
    from django.utils import timezone

    from xuequ.directory.models import School
    from xuequ.directory.queries.identities import actor_in, identities
    from xuequ.directory.services.identity import Identity
    from xuequ.directory.services.registrants import NewParent, register_parent
    from xuequ.enrolment.models import Round
    from xuequ.enrolment.services.applying import drafts
    from xuequ.enrolment.services.applying.children import NewChild, register_child
    from xuequ.enrolment.services.applying.handing import hand_in
    from xuequ.enrolment.tests.world import NAMES

    now = timezone.now()
    found = Round.objects.get(pk=round_id)
    keys = [School.objects.get(name=each).pk for each in NAMES]
    for at in range(1, count + 1):
        identity = Identity("other", f"SYN-P-1{at:03d}", f"139000010{at:02d}")
        new = NewParent(f"长演示{at}", identity, "Correct horse battery 1")
        account = register_parent(found.authority, new, now=now)
        actor = actor_in(account, identities(account, now.date())[0]).using("application.report")
        said = NewChild(
            "mother", f"童演示{at}", "other", f"SYN-C-1{at:03d}",
            now.date().replace(year=now.year - 12, day=at), "female" if at % 2 else "male",
        )  # fmt: skip
        row = drafts.begin_application(
            register_child(said, actor=actor, now=now), found, actor=actor, now=now
        )
        living = drafts.Living(f"东街{at}号", "东街", keys[0])
        row = drafts.save_address(row, row.revision, living, actor=actor, now=now)
        row = drafts.save_claims(row, row.revision, {}, actor=actor, now=now)
        row = drafts.save_choices(row, row.revision, keys, actor=actor, now=now)
        hand_in(row, row.revision, actor=actor, now=now)


def main() -> int:
    """Do what was asked on the installation of this home."""
    sys.path[:0] = [str(SUPPORT)]
    turn_clock()
    from xuequ.cli.main import main as xuequ

    what, *more = sys.argv[1:]
    if what == "serve":
        return xuequ(["serve", "--no-work", "--port", *more])
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "xuequ.site.settings"
    django.setup()
    from xuequ.upkeep.services.migrating import migrate

    migrate()
    if what in ("released", "lapse"):
        sys.path[:0] = [str(Path(__file__).parent)]
        import released_site

        getattr(released_site, what)()
    elif what == "cast":
        cast()
    else:
        families(*map(int, more))
    return 0


if __name__ == "__main__":
    sys.exit(main())
