"""What the vault holds, without opening it."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from ..fields import EncryptedTextField
from ..keys import ring
from ..sealing import prefix


@dataclass(frozen=True, slots=True)
class Column:
    """One encrypted column and how many of its values each key sealed."""

    name: str
    by_key: dict[int | None, int]  # None: no key of the ring sealed it


def encrypted() -> dict[type[Model], list[str]]:
    """Every table with encrypted columns, and those columns."""
    found = {}
    for model in apps.get_models():
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, EncryptedTextField)
        ]
        if names:
            found[model] = names
    return found


def columns() -> list[Column]:
    """For every encrypted column the values by key."""
    return [
        Column(f"{model._meta.label}.{name}", _by_key(model, name))
        for model, names in encrypted().items()
        for name in names
    ]


def in_use() -> set[int]:
    """The numbers of the keys that sealed something still kept."""
    return {key for column in columns() for key in column.by_key if key is not None}


def not_sealed_with(model: type[Model], names: list[str], key: int) -> QuerySet[Model]:
    """The rows with a value that another key than `key` sealed, in the order of their ids."""
    rows = model._default_manager.order_by("pk")
    wanted = Q()
    for name in names:
        raw = f"{name}_as_kept"
        rows = rows.annotate(**{raw: Cast(name, TextField())})
        wanted |= Q(**{f"{name}__isnull": False}) & ~Q(**{f"{raw}__startswith": prefix(key)})
    return rows.filter(wanted)


def _by_key(model: type[Model], name: str) -> dict[int | None, int]:
    """Values by key; None stands for texts no key of the ring sealed."""
    keys = sorted(ring().keys)
    held = model._default_manager.filter(**{f"{name}__isnull": False}).order_by()
    counts = held.annotate(_kept=Cast(name, TextField())).aggregate(
        every=Count("pk"),
        **{f"key{key}": Count("pk", filter=Q(_kept__startswith=prefix(key))) for key in keys},
    )
    found: dict[int | None, int] = {key: counts[f"key{key}"] for key in keys}
    found[None] = counts["every"] - sum(found.values())
    return {key: count for key, count in found.items() if count}
