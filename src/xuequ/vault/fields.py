"""Encrypted columns, and the column beside one that lets it be searched for exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact
from django.db.models.query_utils import DeferredAttribute

from .keys import ring
from .sealing import Sealed, digest_of, index_of

if TYPE_CHECKING:
    Text: TypeAlias = models.TextField[Any, Any]
    Char: TypeAlias = models.CharField[Any, Any]
else:
    Text, Char = models.TextField, models.CharField


class SealedAttribute(DeferredAttribute):
    """Whatever is put in comes out sealed."""

    def __set__(self, instance: models.Model, value: object) -> None:
        kept = Sealed(value) if isinstance(value, str) else value
        instance.__dict__[self.field.attname] = kept


class NothingOnly(Exact):
    """`=None`, which Django then asks as `isnull`; anything else is refused."""

    def __init__(self, lhs: Any, rhs: Any) -> None:
        if rhs is not None:
            raise FieldError(f"{lhs.output_field.about} is encrypted and cannot be compared")
        super().__init__(lhs, rhs)


class EncryptedTextField(Text):
    """A text only the installation's keys can read.  The database cannot compare or sort it.

    Every lookup but `isnull` is refused; exact search goes through a `BlindIndexField`.
    """

    descriptor_class = SealedAttribute

    @property
    def about(self) -> str:
        """What a sealed text is bound to; in another column it does not open."""
        return f"{self.model._meta.db_table}.{self.column}"

    def from_db_value(self, value: str | None, *_: object) -> Sealed | None:
        return None if value is None else Sealed(None, value, self.about)

    def to_python(self, value: Any) -> Any:
        return value if value is None or isinstance(value, Sealed) else str(value)

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        sealed = value if isinstance(value, Sealed) else Sealed(str(value))
        return sealed.keep(self.about)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "exact":
            return NothingOnly
        if lookup_name != "isnull":
            raise FieldError(f"{self.about} is encrypted and cannot be compared ({lookup_name})")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.about} is encrypted and has no {lookup_name}")

    def value_to_string(self, obj: models.Model) -> str:
        raise FieldError(f"{self.about} is encrypted and is not written out")

    def digest(self, row: models.Model) -> str | None:
        """What the record may know of the value."""
        value: Sealed | None = getattr(row, self.attname)
        return None if value is None else digest_of(value.open(), self.about)


class BlindIndexField(Char):
    """The keyed digest of the encrypted column `of`, made anew whenever the row is saved."""

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        fixed = {"max_length": 80, "null": True, "editable": False, "db_index": True}
        super().__init__(*args, **{**kwargs, **fixed})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "null", "editable", "db_index"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:
        value: Sealed | None = getattr(model_instance, self.of)
        found = None if value is None else self.indexes(value.open())[0]
        setattr(model_instance, self.attname, found)
        return found

    def indexes(self, plain: str) -> list[str]:
        """What the column may hold for a value, the newest key first."""
        sealed = self.model._meta.get_field(self.of)
        if not isinstance(sealed, EncryptedTextField):
            raise FieldError(f"{self.of} is no encrypted column")
        keys = sorted(ring().keys.values(), key=lambda key: -key.number)
        return [index_of(plain, sealed.about, key) for key in keys]


def holding(model: type[models.Model], column: str, plain: str) -> models.Q:
    """The condition that the encrypted `column` holds just `plain`, under any key of the ring."""
    for field in model._meta.concrete_fields:
        if isinstance(field, BlindIndexField) and field.of == column:
            return models.Q(**{f"{field.attname}__in": field.indexes(plain)})
    raise FieldError(f"{model._meta.label}.{column} has no index to search by")
