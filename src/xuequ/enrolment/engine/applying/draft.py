"""What a family is typing: kept at every step, complete or not, and handed in as a whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

Said = bool | int | str  # yes or no, a grade, a type, or the month "2021-05" since when


@dataclass(frozen=True, slots=True)
class Draft:
    """An application as far as it is filled in; schools by primary key.

    Args:
        place: the estate or village of the address, as the catchment lists call it.
        home: school of the catchment lived in; `primary` the school left.
        claims: by code of the head asked for; what was left empty is not there.
        kinds: kinds of children the family says it belongs to, for whom seats are kept.
        choices: by rank from 1; none where a rank is left out.
        companion: primary key of the application it is to be placed together with.
    """

    address: str = ""
    place: str = ""
    home: int | None = None
    primary: int | None = None
    claims: Mapping[str, Said] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    choices: tuple[int | None, ...] = ()
    companion: int | None = None

    @property
    def ranked(self) -> list[tuple[int, int]]:
        """The schools chosen with their ranks, in order."""
        return [(rank, pk) for rank, pk in enumerate(self.choices, 1) if pk is not None]


def to_text(draft: Draft) -> str:
    """A draft as it is kept."""
    return json.dumps(asdict(draft), ensure_ascii=False)


def of_text(text: str) -> Draft:
    """A draft that was kept."""
    said = json.loads(text)
    return Draft(**{**said, "kinds": tuple(said["kinds"]), "choices": tuple(said["choices"])})
