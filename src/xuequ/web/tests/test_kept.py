"""Queries whose SQL is made once."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import xuequ
from support_plugin import Cast
from xuequ.directory.models import School, SchoolName
from xuequ.web.kept import Kept

pytestmark = pytest.mark.django_db
SAMPLES = {int: 17, date: date(2026, 9, 1), str: "/a/'7'/",
           datetime: datetime(2026, 9, 1, 8, tzinfo=UTC)}  # fmt: skip


def every() -> list[Any]:
    """Each query of the product that is kept, by where it stands."""
    for each in walk_packages(xuequ.__path__, "xuequ."):
        if ".queries." in each.name:
            import_module(each.name)
    found = {
        f"{name}.{key}": kept
        for name, module in list(sys.modules.items())
        if name.startswith("xuequ.") and ".queries." in name
        for key, kept in list(vars(module).items())
        if type(kept) is Kept and kept.make.__module__ == name
    }
    return [pytest.param(kept, id=where) for where, kept in sorted(found.items())]


def asked(call: Any) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        call()
    return [each["sql"] for each in seen]


def test_there_are_some() -> None:
    assert len(every()) >= 9


@pytest.mark.parametrize("kept", every())
def test_it_asks_exactly_what_the_plain_query_asks(kept: Kept[Any]) -> None:
    values = [SAMPLES[kind] for kind in kept.kinds]
    plain = asked(lambda: list(kept.make(*values)))
    assert asked(lambda: kept.rows(*values)) == plain and len(plain) == 1
    assert asked(lambda: kept.rows(*values)) == plain  # and again, when it is made


def test_rows_come_out_as_models_and_values_each_for_its_own_values(cast: Cast) -> None:
    whole: Kept[School] = Kept(lambda pk: School.objects.filter(pk=pk), int)
    names: Kept[tuple[str, date]] = Kept(
        lambda school, day: SchoolName.objects.filter(school=school, since__lte=day).values_list(
            "name", "since"
        ),
        int, date,
    )  # fmt: skip
    schools = list(School.objects.all()[:2])
    assert [whole.first(each.pk) for each in schools] == schools
    assert whole.rows(schools[0].pk)[0].name == schools[0].name
    assert whole.first(0) is None
    day = date(2200, 1, 1)
    for each in schools:
        rows = SchoolName.objects.filter(school=each).values_list("name", "since")
        assert names.rows(each.pk, day) == list(rows)
        assert names.rows(each.pk, date(1800, 1, 1)) == []


def test_related_rows_come_along(cast: Cast) -> None:
    kept: Kept[School] = Kept(
        lambda pk: School.objects.filter(pk=pk).select_related("authority"), int
    )
    pk = cast.loose.pk
    kept.rows(pk)
    with CaptureQueriesContext(connection) as seen:
        found = kept.first(pk)
        assert found is not None and found.authority == cast.authority
    assert len(seen) == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda pk, _: School.objects.filter(pk=pk),
        lambda pk, other: School.objects.filter(pk=pk, name__contains=other),
        lambda pk, other: School.objects.filter(pk=pk, authority=other + 1),
        lambda pk, other: School.objects.filter(pk=pk, authority=other, name=f"{pk}"),
    ],
)
def test_values_that_do_not_stand_in_it_as_they_are_are_refused(make: Any) -> None:
    kept: Kept[School] = Kept(make, int, int)
    with pytest.raises(ValueError, match="does not stand in it"):
        kept.rows(1, 2)


@pytest.mark.parametrize(
    ("kind", "value"),
    [(int, None), (int, "1"), (date, datetime(2026, 9, 1, tzinfo=UTC)), (str, 1)],
)
def test_a_value_of_another_kind_is_refused(kind: type, value: object) -> None:
    wanted = {int: "pk", date: "since", str: "name"}[kind]
    kept: Kept[SchoolName] = Kept(lambda one: SchoolName.objects.filter(**{wanted: one}), kind)
    with pytest.raises(TypeError):
        kept.rows(value)


def test_a_number_too_wide_for_any_column_finds_nothing() -> None:
    kept: Kept[School] = Kept(lambda pk: School.objects.filter(pk=pk), int)
    assert kept.rows(10**20) == [] == kept.rows(-(10**20))


def test_as_many_values_as_it_has_kinds() -> None:
    kept: Kept[School] = Kept(lambda pk: School.objects.filter(pk=pk), int)
    with pytest.raises(ValueError):
        kept.rows(1, 2)
