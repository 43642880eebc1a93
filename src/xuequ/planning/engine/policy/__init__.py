"""What a locality's document settles about targets, steps, reports and programmes (规划、报送).

A parameter left at its default means that the document is silent.  Section `norms` is no
locality's: it holds reference numbers of the nation.
"""

from __future__ import annotations

from xuequ.kernel.text import Text

from . import norms, plan, programmes, reporting
from .norms import AgeLimit, ByStage, Indicator, Norms
from .plan import Bounds, Milestone, Phase, Plan, Span, SuperiorDocument, Target
from .programmes import Department, Programmes
from .reporting import Report, Reporting

SECTIONS = {"plan": Plan, "reporting": Reporting, "programmes": Programmes, "norms": Norms}
PARTS = (plan, reporting, programmes, norms)

# What the sections and their settings are called, the words for the codes in them, and those
# for the parts of a value.
NAMES: dict[str, Text] = {key: name for part in PARTS for key, name in part.NAMES.items()}
WORDS: dict[str, Text] = {**plan.WORDS, **reporting.WORDS}
FIELDS: dict[str, Text] = {key: name for part in PARTS for key, name in part.FIELDS.items()}

__all__ = [
    "FIELDS",
    "NAMES",
    "SECTIONS",
    "WORDS",
    "AgeLimit",
    "Bounds",
    "ByStage",
    "Department",
    "Indicator",
    "Milestone",
    "Norms",
    "Phase",
    "Plan",
    "Programmes",
    "Report",
    "Reporting",
    "Span",
    "SuperiorDocument",
    "Target",
]
