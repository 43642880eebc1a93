"""What is encrypted stays so, opens only with its key, and survives the rotation of keys."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection

from casting import MAKER, authority
from xuequ.directory.models import Person
from xuequ.directory.services import identity, rotation
from xuequ.directory.services.people import register_person
from xuequ.record.fingerprint import fingerprint
from xuequ.record.models import Line
from xuequ.vault import services
from xuequ.vault.fields import holding
from xuequ.vault.keys import add_key, ring
from xuequ.vault.queries import columns, in_use
from xuequ.vault.sealing import CannotOpen, Sealed, key_of

pytestmark = pytest.mark.django_db
NUMBER, PHONE = "11010519491231002X", "13800001234"


@pytest.fixture(autouse=True, params=["aes", "sm4"])
def folder(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A folder of keys of its own, for each of the two ciphers."""
    settings.VAULT_FOLDER, settings.VAULT_CIPHER = tmp_path / "keys", request.param
    yield tmp_path / "keys"


@pytest.fixture
def person() -> Person:
    """Somebody with a number and a telephone."""
    found = register_person(authority("甲区教育局", "甲"), "演示甲", actor=MAKER)
    known = identity.Identity("resident", NUMBER, PHONE)
    return identity.change_identity(found, known, actor=MAKER)


def raw(person: Person) -> tuple[Any, ...]:
    """Number, index and telephone as the database keeps them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id_number, id_number_index, phone FROM directory_person WHERE id = %s",
            [person.pk],
        )
        found: tuple[Any, ...] = cursor.fetchone()
    return found


def again(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def crowd(person: Person, count: int) -> list[Person]:
    """More people with a telephone."""
    return [
        Person.objects.create(
            authority=person.authority, name=f"演示{n}", sort_key=str(n), phone=f"1390000{n:04d}"
        )
        for n in range(count)
    ]


def test_what_is_kept_is_not_what_is_read(person: Person, settings: Any) -> None:
    kept = raw(person)
    assert NUMBER not in str(kept) and PHONE not in str(kept)
    assert [key_of(each) for each in kept] == [1, 1, 1]
    found = again(person)
    assert found.id_number is not None and found.id_number.open() == NUMBER
    assert ring().newest.provider.name == settings.VAULT_CIPHER


def test_the_same_value_is_sealed_differently_each_time(person: Person) -> None:
    first, second = crowd(person, 2)
    for each in (first, second):
        each.phone = Sealed(PHONE)
        each.save()
    assert raw(first)[2] != raw(second)[2]


def test_a_value_shows_dots_until_it_is_opened(person: Person) -> None:
    found = again(person)
    assert {str(found.id_number), repr(found.id_number)} == {"••••••"}
    assert NUMBER not in f"{found.__dict__}"
    person.phone = "13900009999"
    assert str(person.phone) == "••••••"


def test_saving_what_has_not_changed_keeps_the_text(person: Person) -> None:
    before, found = raw(person), again(person)
    found.save()
    assert raw(person) == before


@pytest.mark.parametrize("change", ["1.AAAA", "1.", "x", "", "9.AAAA", "plain", "1.%%%"])
def test_a_text_the_vault_did_not_write_is_never_guessed_at(person: Person, change: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_person SET phone = %s", [change])
    found = again(person)
    assert found.name == "演示甲" and found.phone is not None
    with pytest.raises(CannotOpen, match=r"directory_person\.phone"):
        found.phone.open()


def test_a_changed_text_does_not_open(person: Person) -> None:
    kept = raw(person)[2]
    at = len(kept) // 2
    other = kept[:at] + ("A" if kept[at] != "A" else "B") + kept[at + 1 :]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_person SET phone = %s", [other])
    sealed = again(person).phone
    with pytest.raises(CannotOpen, match="changed"):
        assert sealed is not None and sealed.open()


def test_a_text_moved_to_another_column_does_not_open(person: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_person SET phone = id_number")
    sealed = again(person).phone
    with pytest.raises(CannotOpen, match="another column"):
        assert sealed is not None and sealed.open()


def test_another_key_of_the_same_number_does_not_open(person: Person, folder: Path) -> None:
    (folder / "vault-1.key").unlink()
    add_key(1)
    sealed = again(person).phone
    with pytest.raises(CannotOpen, match=r"vault-1\.key"):
        assert sealed is not None and sealed.open()


def test_a_lost_key_is_named(person: Person, folder: Path) -> None:
    add_key(2)
    (folder / "vault-1.key").rename(folder / "elsewhere")
    sealed = again(person).phone
    with pytest.raises(CannotOpen, match=r"needs vault-1\.key"):
        assert sealed is not None and sealed.open()


def test_a_file_that_is_no_key_is_refused(person: Person, folder: Path) -> None:
    (folder / "vault-2.key").write_text("rubbish")
    with pytest.raises(ImproperlyConfigured, match=r"vault-2\.key"):
        ring()


def test_keys_are_readable_only_by_their_owner(person: Person, folder: Path) -> None:
    [key] = folder.iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not add_key(1)


@pytest.mark.parametrize(
    "condition",
    [
        {"phone": PHONE}, {"phone__in": [PHONE]}, {"phone__contains": "1"}, {"phone__gt": "1"},
        {"phone__regex": "."}, {"phone__startswith": "1"}, {"phone__length": 3},
    ],
)  # fmt: skip
def test_every_comparison_but_with_nothing_is_refused(
    person: Person, condition: dict[str, object]
) -> None:
    with pytest.raises(FieldError):
        list(Person.objects.filter(**condition))
    assert Person.objects.filter(phone__isnull=False).get() == person
    assert not Person.objects.filter(phone=None).exists()


def test_a_number_is_found_only_exactly_and_only_where_it_is_indexed(person: Person) -> None:
    assert Person.objects.filter(holding(Person, "id_number", NUMBER)).get() == person
    assert not Person.objects.filter(holding(Person, "id_number", NUMBER[:-1])).exists()
    with pytest.raises(FieldError):
        holding(Person, "phone", PHONE)


def test_rotation_seals_everything_anew_and_says_so_once(person: Person) -> None:
    digest, old = fingerprint(person), raw(person)
    done = rotation.rotate_keys(actor=MAKER)
    assert (done.key, done.rows) == (2, 1) and done.ended
    assert [key_of(each) for each in raw(person)] == [2, 2, 2] and raw(person) != old
    found = again(person)
    assert found.phone is not None and found.phone.open() == PHONE
    assert fingerprint(found) == digest
    assert Person.objects.filter(holding(Person, "id_number", NUMBER)).exists()
    line = Line.objects.latest("number")
    assert (line.verb, line.note) == ("rotate-keys", {"key": 2, "rows": 1})


def test_a_rotation_killed_halfway_loses_nothing_and_is_finished_later(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(person, 5)
    monkeypatch.setattr(services.rotation, "BATCH", 2)

    def killed(count: int) -> None:
        if count >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.rotate_keys(actor=MAKER, tell=killed)
    assert in_use() == {1, 2}
    assert all(each.phone and each.phone.open() for each in Person.objects.all())
    assert Person.objects.filter(holding(Person, "id_number", NUMBER)).exists()
    assert not Line.objects.filter(verb="rotate-keys").exists()
    done = rotation.rotate_keys(actor=MAKER)
    assert (done.key, done.rows, in_use()) == (2, 6, {2})
    assert Line.objects.filter(verb="rotate-keys").count() == 1


def test_only_keys_nothing_needs_are_put_aside(person: Person, folder: Path) -> None:
    add_key(2)
    assert services.retire_keys() == []
    rotation.rotate_keys(actor=MAKER)
    names = [path.name for path in rotation.retire_keys(actor=MAKER)]
    assert names == ["vault-1.key.retired", "vault-2.key.retired"]
    found = again(person).phone
    assert found and found.open() == PHONE and set(ring().keys) == {3}
    assert rotation.retire_keys(actor=MAKER) == []


def test_a_rotation_stops_at_what_does_not_open_and_names_the_row(person: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_person SET phone = '1.AAAA'")
    with pytest.raises(CannotOpen, match=f"Person {person.pk}"):
        rotation.rotate_keys(actor=MAKER)
    assert {each.name: each.by_key for each in columns()}["directory.Person.phone"] == {1: 1}


def test_the_cipher_can_change_with_a_rotation(person: Person, settings: Any) -> None:
    settings.VAULT_CIPHER = "aes" if settings.VAULT_CIPHER == "sm4" else "sm4"
    rotation.rotate_keys(actor=MAKER)
    assert ring().newest.provider.name == settings.VAULT_CIPHER
    found = again(person).phone
    assert found and found.open() == PHONE


def test_an_unknown_cipher_is_refused(settings: Any) -> None:
    settings.VAULT_CIPHER = "rot13"
    with pytest.raises(ImproperlyConfigured, match="rot13"):
        ring()
