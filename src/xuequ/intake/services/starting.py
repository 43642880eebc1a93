"""Begin an import: keep the file, look for its headings; and match columns by hand."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from xuequ.directory.models import Account
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.sheet import Bundle, Row, Sheet
from xuequ.kernel.text import Text

from ..engine.matching import Match, at
from ..files import book_of, is_of_another_program, read_other, refused
from ..models import Given, Import
from .locking import locked
from .reading import advice, kept, read_again
from .taking import Where


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which column of the file is which of the sheet, as somebody chose it."""

    page: str  # sheet of the workbook
    top: int  # the first row of headings, from 0
    height: int
    places: Mapping[str, int]
    left_out: Iterable[int]


def start_import(sheet: Sheet, data: bytes, where: Where) -> Import:
    """Keep a file that somebody wants to bring in; nothing of it is taken yet.

    Raises:
        Problems: the file cannot be read at all; it is not kept.
    """
    page, match, said, rows = _looked_into(sheet, where, data)
    account = Account.objects.filter(username=where.actor.account).first()
    with transaction.atomic():
        one = Import.objects.create(
            authority=where.authority,
            sheet=sheet.code,
            version=sheet.version,
            file=where.file[-120:],
            since=where.since,
            page=page,
            match=kept(match) | {"fits": match.fits(sheet)},
            rows=rows,
            advice=[[each.zh, each.en] for each in said],
            by=where.actor.account,
            account=account,
        )
        Given.objects.create(of=one, content=b64encode(data).decode())
    return one


def _looked_into(sheet: Sheet, where: Where, data: bytes) -> tuple[str, Match, list[Text], int]:
    """The page with the table, its headings, what is to be said of the form, and its rows."""
    name = where.file
    if is_of_another_program(sheet, name):
        rows, _ = read_other(sheet, name, data)
        return "", Match(), list(_of_another(sheet, rows, where.authority.name)), len(rows)
    book = book_of(name, data)
    if book.is_empty:
        raise refused(name, "文件是空的。请选择填好的表格。", "the file is empty.")
    page, match = book.best(sheet)
    cells = book.cells(page)
    return page, match, advice(sheet, cells), max(0, len(cells) - match.first)


def _of_another(sheet: Sheet, rows: Sequence[Row], here: str) -> Iterator[Text]:
    """A warning if a bundle says that it is of another authority."""
    own = (row for row in rows if isinstance(sheet, Bundle) and row.part == sheet.code)
    for row in own:
        name = row.text("name")
        if row.text("kind") == "authority" and name != here:
            yield Text(
                f"数据包写明是“{name}”的，现在要导入“{here}”。请确认没有选错。",
                f"the bundle says that it is of {name}; you are bringing it into {here}. Check "
                "that it is the right one.",
            )


@transaction.atomic
def match_columns(one: Import, chosen: Chosen, *, actor: Actor) -> Import:
    """Say which column is which; columns of no use are left out by name.

    Raises:
        Refused("import-not-yours"), Refused("import-is-over"): see `locked`.
        Refused("import-column-missing"): a required column stands nowhere.
        Refused("import-column-twice"): two columns are said to stand in one place.
        Refused("import-column-unclear"): a column of the file is neither matched nor left out.
    """
    one = locked(one, actor=actor)
    sheet, cells = read_again(one, chosen.page)
    match = at(sheet, cells, chosen.top, chosen.height).chosen(chosen.places, chosen.left_out)
    if len(set(match.places.values())) < len(match.places):
        raise Refused("import-column-twice")
    if missing := match.missing(sheet):
        raise Refused("import-column-missing", columns=[each.title for each in missing])
    if unclear := match.unknown():
        raise Refused("import-column-unclear", column=match.heads[unclear[0]])
    one.page, one.match, one.rows = chosen.page, kept(match), len(cells) - match.first
    one.save(update_fields=["page", "match", "rows"])
    return one


@transaction.atomic
def drop_import(one: Import, *, actor: Actor) -> Import:
    """Give an import up before it was brought in; its file is thrown away.

    Raises:
        Refused("import-not-yours"), Refused("import-is-over"): see `locked`.
    """
    one = locked(one, actor=actor)
    one.state = Import.State.DROPPED
    one.save(update_fields=["state"])
    Given.objects.filter(of=one).delete()
    one.parts.all().delete()
    return one
