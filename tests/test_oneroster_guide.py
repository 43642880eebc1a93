"""docs/oneroster.md names every column that goes beyond the standard."""

from __future__ import annotations

import re
from pathlib import Path

from xuequ.intake.engine.oneroster.layout import FILES

DOCUMENT = Path(__file__).parent.parent / "docs/oneroster.md"


def test_the_guide_names_every_column_of_the_profile() -> None:
    named = set(re.findall(r"`(\w+)`", DOCUMENT.read_text("utf-8")))
    further = {each for file in FILES.values() for each in file.further}
    assert further and further <= named
