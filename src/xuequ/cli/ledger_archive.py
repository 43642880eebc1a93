"""`xuequ ledger recount`, `archive` and `verify`: the ledger proves what it holds."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xuequ.kernel.actors import program
from xuequ.kernel.periods import Span
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .places import authority, day
from .printing import add_format, show

if TYPE_CHECKING:
    from xuequ.ledger.queries.archiving import Place

WRITTEN = Text(
    "已写入{path}：文件{files}个。请另行记下清单的摘要，核验时用 --digest 给出：\n{digest}",
    "written to {path}: {files} files. Note the digest of the manifest elsewhere and give it with "
    "--digest when you verify:\n{digest}",
)
WHOLE = Text(
    "归档完整：所列文件都在，且未被改动。清单的摘要：{digest}",
    "the archive is whole: everything named is there, unchanged. Digest of the manifest: {digest}",
)
NOTED = Text(
    "操作记录第{number}行记有这份归档。", "line {number} of the record notes this archive."
)
NOT_NOTED = Text(
    "本处的操作记录没有这份归档：它出自别处，或者清单被换过。",
    "the record here does not note it: it is from elsewhere, or its manifest was changed.",
)
NO_PLACE = Text("没有这样的学区、学校或人员：{name}", "there is no such place or person: {name}")


def add_arguments(acts: _SubParsersAction[ArgumentParser]) -> None:
    """The arguments of the three acts."""
    recount = acts.add_parser("recount", help="make all counters anew; exits 1 if they differed")
    recount.add_argument("authority", nargs="?", help="name or profile; all if it is left out")
    recount.add_argument("--check", action="store_true", help="only compare, write nothing")
    add_format(recount)
    archive = acts.add_parser("archive", help="write entries, evidence and counters to a ZIP")
    archive.add_argument("authority", help="name or profile")
    place = archive.add_mutually_exclusive_group(required=True)
    place.add_argument("--consortium", help="its name")
    place.add_argument("--school", help="its name")
    place.add_argument("--person", type=int, help="number of the person")
    archive.add_argument("--since", type=day, required=True, help="first day")
    archive.add_argument("--last", type=day, required=True, help="last day")
    archive.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    verify = acts.add_parser("verify", help="check an archive; exits 1 if anything was changed")
    verify.add_argument("file", type=Path)
    verify.add_argument("--digest", help="of the manifest, as noted when it was written")


def recount(chosen: Namespace) -> int:
    """Compare every counter with its claims, and mend those that differ.

    Claims are first put into the spans of the calendar as it is now.
    """
    from django.utils import timezone

    from xuequ.directory.models import Authority
    from xuequ.ledger.services.counting import differences
    from xuequ.ledger.services.counting import recount as mend
    from xuequ.ledger.services.respanning import respan_claims

    every = [authority(chosen.authority)] if chosen.authority else list(Authority.objects.all())
    rows: list[tuple[object, ...]] = []
    for one in every:
        if not chosen.check:
            with suppress(LookupError):  # its policy says nothing yet
                respan_claims(one, on=timezone.localdate(), actor=program("command line"))
        found = differences(one)
        rows += [
            (str(one), each.duty, f"{each.kind}:{each.id}", each.subject, each.since,
             "/".join(map(str, each.held)), "/".join(map(str, each.counted)))
            for each in found
        ]  # fmt: skip
        if found and not chosen.check:
            mend(one)
    columns = (
        Column("authority", "教育局", "Authority"),
        Column("duty", "事项", "Duty"),
        Column("owner", "承担者", "Owner"),
        Column("subject", "学科", "Subject"),
        Column("since", "起始日", "From"),
        Column("held", "原计数（待确认／已确认／无）", "Counter (handed in/confirmed/nothing)"),
        Column("counted", "重新计数", "Counted anew"),
    )
    show(Table(Text("有出入的计数", "Counters that differ"), columns, rows), chosen)
    return 1 if rows else 0


def archive(chosen: Namespace) -> int:
    """Write the archive; nothing is left of one that could not be finished."""
    from datetime import timedelta

    from django.utils import timezone

    from xuequ.ledger.services.archives import archive_ledger

    from .failure import Unanswerable

    if chosen.last < chosen.since:
        raise Unanswerable("--last 早于 --since。", "--last is before --since.")
    place, actor = _place(chosen), program("command line")
    span = Span(chosen.since, chosen.last + timedelta(days=1))
    part = chosen.output.with_name(f"{chosen.output.name}.part")
    try:
        with part.open("w+b") as out:
            written = archive_ledger(place, span, out, actor=actor, on=timezone.localdate())
        part.replace(chosen.output)
    finally:
        part.unlink(missing_ok=True)
    facts = {"path": chosen.output, "files": written.files, "digest": written.digest}
    print(WRITTEN.say(chosen.language).format(**facts))
    return 0


def _place(chosen: Namespace) -> Place:
    from xuequ.directory.models import Consortium, Person, School

    from .failure import Unanswerable

    home = authority(chosen.authority)
    name = chosen.consortium or chosen.school or chosen.person
    found: Any
    if chosen.consortium:
        found = Consortium.objects.filter(authority=home, label=name)
    elif chosen.school:
        found = School.objects.filter(authority=home, name=name)
    else:
        found = Person.objects.filter(authority=home, pk=name)
    place: Place | None = found.first()
    if place is None:
        raise Unanswerable(NO_PLACE.zh.format(name=name), NO_PLACE.en.format(name=name))
    return place


def verify(chosen: Namespace) -> int:
    """Name everything that is wrong with an archive."""
    from xuequ.ledger.services.archives import digest_of, faults_of

    with chosen.file.open("rb") as source:
        found = faults_of(source, chosen.file.name, chosen.digest)
        if found:
            print("\n".join(each.say(chosen.language) for each in found), file=sys.stderr)
            return 1
        digest = digest_of(source)
    print(WHOLE.say(chosen.language).format(digest=digest))
    number = _noted(digest) if chosen.is_begun else None
    if number is not None:
        said = NOTED.say(chosen.language).format(number=number)
        print(said if number else NOT_NOTED.say(chosen.language))
    return 0


def _noted(digest: str) -> int:
    """The line of the record here that notes a digest; 0 if none does."""
    from xuequ.ledger.queries.archiving import noted_in

    return noted_in(digest)


ACTS: dict[str, Callable[[Namespace], int]] = {
    "recount": recount,
    "archive": archive,
    "verify": verify,
}
