"""A thing that a document names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """One item of a list in a document, in both languages.

    `clause` is the clause that names it, where it is another than that of the whole list.
    """

    code: str
    zh: str
    en: str
    clause: str | None = None
