"""The place a page of cases is about: of the district or school one comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.directory.queries.scope import consortia, schools
from xuequ.web.requests import PageRequest, asked

NAMES: tuple[Literal["consortium", "school"], ...] = ("consortium", "school")


@dataclass(frozen=True, slots=True)
class Named:
    """A district, group or school named in the address."""

    sort: Literal["consortium", "school"]
    pk: int
    name: str

    def __str__(self) -> str:
        return self.name

    @property
    def question(self) -> str:
        """What stands behind an address to carry the place on."""
        return f"?{self.sort}={self.pk}"


def place_of(request: PageRequest) -> Named | None:
    """The place named in the address, if the reader sees it."""
    for name in NAMES:
        number = asked(request, name)
        if not number.isdecimal():
            continue
        if name == "consortium":
            for unit in consortia(seen_by=request.eyes, on=request.on).filter(pk=int(number)):
                return Named(name, unit.pk, unit.label)
        else:
            for school in schools(seen_by=request.eyes, on=request.on).filter(pk=int(number)):
                return Named(name, school.pk, school.name)
    return None


def named_places(request: PageRequest) -> dict[str, str]:
    """What to put into the fields of a form for the place named in the address."""
    place = place_of(request)
    return {place.sort: str(place.pk)} if place else {}
