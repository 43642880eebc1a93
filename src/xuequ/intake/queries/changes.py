"""The table of changes of an import: what it would write, in people's words, page by page."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from xuequ.directory.engine.masks import mask_name, mask_number, mask_phone
from xuequ.vault.sealing import Sealed

from ..names import field_said, model_said
from .written import Written, kept_fields, model_of, pointers

PAGE = 50  # changes on one page
MOST = {"new": 5_000, "changed": 20_000, "gone": 20_000}  # changes shown of each kind
UNSAID = {"authority", "is_synthetic"}  # the same in every row
Said = list[Any]  # [model, line, kind, name, [[column, before, after], …]]


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a row, before and after, in the reader's language."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is written."""

    what: str
    line: int
    kind: str
    name: str
    fields: tuple[Field, ...]
    file: str = ""  # of a bundle


def said(each: Written) -> Said:
    """A written row without its secrets, as it is kept until somebody looks at it."""
    before, after = each.before, each.after
    columns: list[list[str]] = []
    for field in kept_fields(each.model):
        if field.primary_key or not field.editable or field.name in UNSAID:
            continue
        was, now = (_shown(row, field) for row in (before, after))
        differs = before is None or after is None or _raw(before, field) != _raw(after, field)
        if differs and (was or now):
            columns.append([field.attname, was, now])
    row = after if after is not None else before
    assert row is not None  # noqa: S101 - one of the two is there
    return [each.model._meta.label, each.line, each.kind, name_of(row), columns]


def name_of(row: models.Model) -> str:
    """What people call a row in any language: its name, or the things it ties together."""
    fields = {each.name: each for each in kept_fields(type(row))}
    for name in ("name", "title", "label"):
        value = row.__dict__.get(name) if name in fields and not fields[name].choices else None
        if isinstance(value, str) and value:
            return value[:60]
        if isinstance(value, Sealed):
            return mask_name(value.open())[:60]
    ties = [
        str(getattr(row, field.name) or "")
        for field in pointers(type(row))
        if field.name not in UNSAID
    ]
    return " · ".join(each for each in ties[:2] if each)[:80] or str(row)[:80]


def pack(some: list[Said]) -> str:
    """Changes as a text to be sealed."""
    data = json.dumps(some, ensure_ascii=False, separators=(",", ":")).encode()
    return b64encode(zlib.compress(data)).decode()


def unpack(text: str) -> Iterator[Change]:
    """The changes of a text, in the reader's language."""
    for label, line, kind, name, columns in json.loads(zlib.decompress(b64decode(text))):
        model = model_of(label)
        fields = {each.attname: each for each in model._meta.concrete_fields}
        told = tuple(_told(fields[column], was, now) for column, was, now in columns)
        yield Change(model_said(model), line, kind, name, told)


def counts_said(counts: Mapping[str, Mapping[str, int]]) -> list[tuple[str, Mapping[str, int]]]:
    """The same with the names people know."""
    return [(model_said(model_of(label)), of) for label, of in counts.items()]


def _told(field: Any, was: str, now: str) -> Field:
    return Field(field_said(field), _in_words(field, was), _in_words(field, now))


def _in_words(field: Any, value: str) -> str:
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BooleanField) and value:
        return _("yes") if value == "True" else _("no")
    return value


def _raw(row: models.Model, field: Any) -> object:
    value = getattr(row, field.attname)
    return value.open() if isinstance(value, Sealed) else value


def _shown(row: models.Model | None, field: Any) -> str:
    """What may be shown of a column: of encrypted ones a part, of a pointer the name."""
    value = None if row is None else getattr(row, field.attname)
    if row is None or value is None:
        return ""
    if isinstance(value, Sealed):
        return _masked(field.attname, value.open())
    if field.remote_field is not None:
        return str(getattr(row, field.name))[:80]
    return str(field.value_to_string(row))[:200]


def _masked(column: str, text: str) -> str:
    if column == "name":
        return mask_name(text)
    return mask_phone(text) if column == "phone" else mask_number(text)
