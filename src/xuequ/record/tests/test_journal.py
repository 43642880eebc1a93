"""Who listens hears of every row that is written, as it was and as it is."""

from __future__ import annotations

import pytest
from django.db.models import Model

from support_plugin import Cast
from xuequ.directory.models import Authority, Person, School
from xuequ.record.journal import Journal, Written, from_line, listening, values_of

pytestmark = pytest.mark.django_db
MODELS = (Person, School)


def snapshot() -> dict[tuple[type[Model], int], dict[str, object]]:
    """Every row of the models, read past all query sets that might tell a journal."""
    rows = (row for model in MODELS for row in model._base_manager.all())
    return {(type(row), row.pk): plain(values_of(row)) for row in rows}


def plain(values: object) -> dict[str, object]:
    assert isinstance(values, dict)
    return {key: str(value) for key, value in values.items()}


def person(cast: Cast, name: str) -> Person:
    return Person(authority=cast.authority, name=name, sort_key=name)


def write_in_every_way(cast: Cast) -> None:
    """New, changed and gone rows, one by one and many at once, some of them more than once."""
    with from_line(3):
        one = Person.objects.create(authority=cast.authority, name="甲", sort_key="jia")
    many = [person(cast, f"乙{n}") for n in range(3)]
    many[0].from_line = 4  # type: ignore[attr-defined]
    Person.objects.bulk_create(many)
    one.name = "甲乙"
    one.save(update_fields=["name"])
    School.objects.filter(authority=cast.authority).update(sort_key="z")
    many[1].name, many[2].name = "丙", "丁"
    Person.objects.bulk_update(many[1:], ["name"])
    many[2].delete()
    Person.objects.filter(name="戊").delete()


@pytest.fixture
def crowd(cast: Cast) -> Cast:
    person(cast, "戊").save()
    return cast


def heard(crowd: Cast) -> Journal:
    with listening(MODELS) as journal:
        write_in_every_way(crowd)
    return journal


def named(each: Written) -> str:
    """What the row is called now."""
    return str(each.model._base_manager.filter(pk=each.pk).first())


def test_it_hears_just_what_became_of_the_rows(crowd: Cast) -> None:
    before = snapshot()
    journal = heard(crowd)
    after = snapshot()
    told = {(each.model, each.pk): each for each in journal.written()}
    differ = {key for key in before | after if before.get(key) != after.get(key)}
    assert told.keys() == differ and len(differ) > 4
    for key, each in told.items():
        assert (each.before and plain(dict(each.before))) == before.get(key)
        assert each.is_there == (key in after)


def test_it_knows_the_line_a_row_comes_from(crowd: Cast) -> None:
    lines = {named(each): each.line for each in heard(crowd).written() if each.is_there}
    assert (lines["甲乙"], lines["乙0"], lines["丙"]) == (3, 4, 0)


def test_nobody_hears_after_it_has_stopped_or_of_other_models(crowd: Cast) -> None:
    journal = heard(crowd)
    count = len(journal.written())
    write = person(crowd, "己")
    write.save()
    assert len(journal.written()) == count
    with listening((School,)) as other:
        person(crowd, "庚").save()
    assert other.written() == []


def test_what_a_conflict_does_is_not_guessed(crowd: Cast) -> None:
    with listening(MODELS), pytest.raises(NotImplementedError):
        Person.objects.bulk_create([person(crowd, "辛")], ignore_conflicts=True)


def test_a_model_that_nobody_could_hear_is_refused() -> None:
    with pytest.raises(TypeError, match="Authority"), listening((Authority,)):
        pass


def test_a_new_row_that_changes_again_is_still_new(crowd: Cast) -> None:
    (first,) = [each for each in heard(crowd).written() if named(each) == "甲乙"]
    assert first.before is None
