"""Digests and seals of what stands in the database."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.db.models import Model

from xuequ.kernel.seal import canonical, digest
from xuequ.vault.fields import BlindIndexField, EncryptedTextField

# What a row without an authority of its own hangs on, the nearest first.
ABOVE = (
    "school", "consortium", "post", "person", "parent", "body", "holding", "account", "user",
    "school_class", "pupil", "facility", "schedule",
)  # fmt: skip


def fingerprint(row: Model | None) -> str:
    """SHA-256 over the row's own columns; "" for a row that is not there."""
    if row is None or row.pk is None:
        return ""
    return digest(facts(row))


def facts(row: Model) -> dict[str, str | None]:
    """The row's own columns as texts; of an encrypted one its keyed digest."""
    return {field.attname: _plain(row, field) for field in row._meta.concrete_fields}


def proof_of(number: int, last: str) -> str:
    """The seal of the record's head, under the key kept outside the database."""
    key = settings.RECORD_KEY.encode()
    return hmac.new(key, canonical(["head", number, last]), hashlib.sha256).hexdigest()


def authority_of(row: Model) -> int | None:
    """The authority a row belongs to, itself or through what it hangs on."""
    if row._meta.model_name == "authority":
        return int(row.pk)
    own: int | None = getattr(row, "authority_id", None)
    if own is not None:
        return own
    for name in ABOVE:
        above = getattr(row, name, None)
        if isinstance(above, Model):
            return authority_of(above)
    return None


def subject_of(row: Model) -> str:
    """How the record names a row, e.g. `directory.school:12`."""
    return f"{row._meta.label_lower}:{row.pk}"


def _plain(row: Model, field: Any) -> str | None:
    if isinstance(field, EncryptedTextField):
        return field.digest(row)
    if isinstance(field, BlindIndexField):  # changes with the keys, not with the row
        return None
    value = getattr(row, field.attname)
    return None if value is None else str(field.value_to_string(row))
