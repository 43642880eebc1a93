"""What a locality's document settles about commitments and duties (承诺事项、应交应办事项)."""

from __future__ import annotations

from xuequ.kernel.settings import FIELDS as SHARED_FIELDS
from xuequ.kernel.settings import WORDS as SHARED_WORDS
from xuequ.kernel.text import Text

from . import commitments, duties
from .commitments import Change, Commitment, Commitments, Owner
from .duties import Artefact, Blank, Duties, Subject, subject_of

SECTIONS = {"commitments": Commitments, "duties": Duties}
NAMES: dict[str, Text] = {**commitments.NAMES, **duties.NAMES}
FIELDS: dict[str, Text] = {**SHARED_FIELDS, **commitments.FIELDS, **duties.FIELDS}
WORDS: dict[str, Text] = {**SHARED_WORDS, **duties.WORDS}

__all__ = [
    "FIELDS",
    "NAMES",
    "SECTIONS",
    "WORDS",
    "Artefact",
    "Blank",
    "Change",
    "Commitment",
    "Commitments",
    "Duties",
    "Owner",
    "Subject",
    "subject_of",
]
