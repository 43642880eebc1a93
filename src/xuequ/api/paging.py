"""Long lists a page at a time: `next` of one answer is `cursor` of the next question.

A cursor names the last row given, not a number of rows to skip, so nothing is shown twice or
left out when rows come and go in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, QuerySet
from ninja import Schema
from ninja.errors import HttpError
from pydantic import Field

T = TypeVar("T")
M = TypeVar("M", bound=Model)
SALT = "xuequ.api.cursor"
LARGEST = 2**53 - 1  # the largest whole number every reader of JSON keeps exactly

Id = Annotated[int, Field(ge=1, le=LARGEST)]


class Paging(Schema):
    """How many rows, and from where on."""

    limit: int = Field(50, ge=1, le=200, description="rows per answer / 每次条数")
    cursor: str = Field(
        "",
        max_length=200,
        pattern=r"^[\w:.-]*$",
        description="`next` of the answer before / 上一次回答中的 next",
    )


class Page(Schema, Generic[T]):
    """Some rows and where the next ones begin; `next` is null at the end."""

    items: list[T]
    next: str | None


def page_of(rows: QuerySet[M], paging: Paging, show: Callable[[M], Any]) -> dict[str, Any]:
    """A page of a query, in the order of the primary key."""
    last = _opened(paging.cursor, int)
    found = rows.order_by("pk")
    if last is not None:
        found = found.filter(pk__gt=last)
    some = list(found[: paging.limit + 1])
    return _page(some, paging, show, lambda row: row.pk)


def part_of(
    rows: Iterable[T], paging: Paging, show: Callable[[T], Any], *, key: Callable[[T], str]
) -> dict[str, Any]:
    """A page of values that are not rows, in the order of `key`, which must be unique."""
    last = _opened(paging.cursor, str)
    some = sorted((row for row in rows if last is None or key(row) > last), key=key)
    return _page(some[: paging.limit + 1], paging, show, key)


def _page(
    some: list[Any], paging: Paging, show: Callable[[Any], Any], key: Callable[[Any], Any]
) -> dict[str, Any]:
    shown = some[: paging.limit]
    more = len(some) > paging.limit
    return {
        "items": [show(each) for each in shown],
        "next": signing.dumps(key(shown[-1]), salt=SALT) if more else None,
    }


def _opened(cursor: str, kind: type) -> Any:
    """What a cursor says.

    Raises:
        HttpError: 422, it was not given out here.
    """
    if not cursor:
        return None
    try:
        value = signing.loads(cursor, salt=SALT)
    except signing.BadSignature:
        value = None
    if not isinstance(value, kind):
        raise HttpError(422, "cursor: 请原样使用上一次回答中的 next / use `next` as it was given.")
    return value
