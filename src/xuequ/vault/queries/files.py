"""Which private files there are, how large together, and whether they are as they were stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Exists, ManyToOneRel, Max, OuterRef, QuerySet, Sum

from .. import store
from ..engine.kinds import Group, Limits
from ..engine.quota import Held
from ..engine.zips import MEGABYTE
from ..models import StoredFile


@dataclass(frozen=True, slots=True)
class FileFault:
    """A private file that is not as it was stored: "missing", "changed" or "open" to others."""

    digest: str
    name: str
    rows: int
    kind: str


def limits() -> Limits:
    """The most bytes a file of each group may have here."""
    return Limits(**{each.value: settings.VAULT_MEGABYTES[each] * MEGABYTE for each in Group})


def held(rows: QuerySet[StoredFile]) -> Held:
    """How many files these are, and their bytes together; a content kept once counts once."""
    each = rows.order_by().values("digest").annotate(bytes=Max("size"), rows=Count("pk"))
    found = each.aggregate(size=Sum("bytes"), files=Sum("rows"))
    return Held(found["files"] or 0, found["size"] or 0)


def faults() -> Iterator[FileFault]:
    """Every kept content that is missing, changed, or readable by others than its owner."""
    kept = StoredFile.objects.order_by("digest").values("digest")
    for each in kept.annotate(name=Max("name"), size=Max("size"), rows=Count("pk")).iterator():
        kind = _fault(store.path_of(each["digest"]), each["digest"], each["size"])
        if kind:
            yield FileFault(each["digest"], each["name"], each["rows"], kind)


def unattached(before: datetime) -> QuerySet[StoredFile]:
    """Files stored before a time that no row of any table points at."""
    rows = StoredFile.objects.filter(stored_at__lt=before)
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            pointing = relation.related_model._base_manager
            rows = rows.exclude(Exists(pointing.filter(**{relation.field.name: OuterRef("pk")})))
    return rows


def _fault(path: Path, digest: str, size: int) -> str:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        state = path.stat()
    except OSError:
        return "missing"
    if (found, state.st_size) != (digest, size):
        return "changed"
    return "open" if state.st_mode & 0o077 else ""
