"""How much of what is there an import would change."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models

from xuequ.directory.models import Authority
from xuequ.record.fingerprint import ABOVE

BRAKE = 0.05  # a larger share of what is there is changed by two people together


def rows_of(model: type[models.Model], authority: Authority) -> models.QuerySet[Any]:
    """The rows of a model that belong to an authority, through what they hang on.

    Raises:
        LookupError: nothing says to which authority such a row belongs.
    """
    path = _path(model, ())
    if path is None:
        raise LookupError(f"{model.__name__} belongs to no authority")
    return model._base_manager.filter(**{path: authority.pk})


def _path(model: type[models.Model], seen: Collection[type[models.Model]]) -> str | None:
    if model is Authority:
        return "pk"
    fields = {each.name: each for each in model._meta.concrete_fields if each.remote_field}
    if "authority" in fields:
        return "authority"
    for name in ABOVE:
        above: Any = fields[name].related_model if name in fields else None
        if above is None or above in seen:
            continue
        further = _path(above, (*seen, model))
        if further is not None:
            return f"{name}__{further}" if further != "pk" else name
    return None
