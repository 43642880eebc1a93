"""The register of obligations: 541 clauses with their source and a summary of our own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Clause:
    """One obligation of the register.  Ids are never renumbered or used again."""

    id: str
    kind: str  # entity, rule, workflow, algorithm, indicator, report, role, event
    source: str  # document and section, e.g. "002-4 §三(一)1; 004 §三(一)1"
    who: tuple[str, ...]
    text: Text

    @property
    def chapter(self) -> str:
        return self.id.partition("-")[0]

    def is_in(self, sources: tuple[str, ...]) -> bool:
        """Does one of the documents `sources` (prefixes such as "004") contain it?"""
        documents = {part.split()[0] for part in self.source.split("; ") if part[:3].isdigit()}
        return not documents.isdisjoint(sources)

    def place_in(self, sources: tuple[str, ...]) -> str:
        """The sections of those documents only."""
        parts, keep, document = [], False, ""
        for part in self.source.split("; "):
            if part[:3].isdigit():
                document = part.split()[0]
                keep = document in sources
            if keep:
                parts.append(part if part.startswith(document) else f"{document} {part}")
        return "; ".join(parts)


@cache
def clauses() -> dict[str, Clause]:
    """Every clause by id, in the order of the register."""
    text = files("xuequ.profiles").joinpath("clauses.toml").read_text("utf-8")
    return {
        id: Clause(id, row["kind"], row["source"], tuple(row["who"]), Text(row["zh"], row["en"]))
        for id, row in tomllib.loads(text).items()
    }
