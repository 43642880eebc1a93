"""What somebody types and chooses on the way of an import or a roll-over."""

from __future__ import annotations

from .rollovers import (
    ClassForm,
    GradesForm,
    NextSchoolForm,
    PupilForm,
    StartForm,
    WaiveForm,
)
from .sheets import BundleForm, HeadForm, MatchForm, UploadForm

__all__ = [
    "BundleForm",
    "ClassForm",
    "GradesForm",
    "HeadForm",
    "MatchForm",
    "NextSchoolForm",
    "PupilForm",
    "StartForm",
    "UploadForm",
    "WaiveForm",
]
