"""Measurements of the product on a generated city, as a table with ratios; see README.md."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "tools"))  # the private PostgreSQL is there
