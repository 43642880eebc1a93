"""Text typed by people, turned into typed values; one file per kind of act."""

from __future__ import annotations

from .registry import (
    ConsortiumForm,
    EndForm,
    JoinForm,
    NameForm,
    NewConsortiumForm,
    NewSchoolForm,
    PlaceForm,
    PlaceInForm,
    PointForm,
    SchoolForm,
    form_choices,
)

__all__ = [
    "ConsortiumForm",
    "EndForm",
    "JoinForm",
    "NameForm",
    "NewConsortiumForm",
    "NewSchoolForm",
    "PlaceForm",
    "PlaceInForm",
    "PointForm",
    "SchoolForm",
    "form_choices",
]
