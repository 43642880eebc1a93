"""No field of a child or guardian is held without saying what for, by what right, how long."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Field, Model

from xuequ.kernel.held import BASES, elsewhere, holdings
from xuequ.vault.fields import BlindIndexField, EncryptedTextField

PEOPLE = {"directory.Person"}  # half of them are guardians; what points at them need not be
FAMILIES = {
    "directory.Pupil", "directory.Guardianship", "directory.Registrant", "enrolment.Child",
    "enrolment.Custody",
}  # fmt: skip


def of_a_family(model: type[Model], seen: tuple[type[Model], ...] = ()) -> bool:
    """Is a row of the model about one child or guardian, itself or through what it points at?"""
    label = model._meta.label
    if label in PEOPLE or model in seen:
        return False
    if label in FAMILIES:
        return True
    return any(
        isinstance(field.related_model, type) and of_a_family(field.related_model, (*seen, model))
        for field in model._meta.concrete_fields
        if field.is_relation
    )


def held() -> set[str]:
    """The fields of the models that hold data of families, and every encrypted one."""
    found = set()
    for model in apps.get_models():
        whole = model._meta.label in PEOPLE or of_a_family(model)
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField) or (whole and is_said(field)):
                found.add(f"{model._meta.label}.{field.name}")
    return found


def is_said(field: Field[object, object]) -> bool:
    return not field.primary_key and not isinstance(field, BlindIndexField)


def test_every_field_of_a_child_or_guardian_is_declared_and_none_that_is_gone() -> None:
    declared = {path for each in holdings() for path in each.fields}
    left_out = set(elsewhere())
    assert not declared & left_out
    assert held() - declared - left_out == set(), "say in personal.py of the package what for"
    assert declared | left_out <= held(), "declared, and no longer there"


def test_no_field_is_declared_twice_and_each_is_told_in_both_languages() -> None:
    found = holdings()
    paths = [path for each in found for path in each.fields]
    assert len(paths) == len(set(paths)) and len({each.code for each in found}) == len(found)
    for each in found:
        texts = [each.title, each.purpose, each.seen_by, each.kept, *each.fields.values()]
        assert all(text.zh and text.en for text in texts), each.code
        assert each.is_optional == (each.basis in {"consent", "own"}), each.code
    assert all(reason for reason in elsewhere().values())
    assert {each.basis for each in found} == set(BASES)


def test_a_field_nobody_declared_is_found() -> None:
    """The walk sees fields behind several tables, and people themselves."""
    assert {"enrolment.Offer.state", "enrolment.Departure.cause", "directory.Person.name"} <= held()
    assert "directory.Holding.person" not in held()
