"""OneRoster 1.2 as CSV: bundles written and read, with the columns of the China profile."""

from __future__ import annotations

from .county import County
from .inward import Reading, read_bundle
from .outward import tables_of
from .places import place_of
from .writing import write_bundle

__all__ = ["County", "Reading", "place_of", "read_bundle", "tables_of", "write_bundle"]
