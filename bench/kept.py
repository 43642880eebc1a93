"""What the figures were measured on, and the results kept as a file."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from .config import VAR, Config
from .table import Row


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(memory),
        "database": "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite",
    }


def write_json(config: Config, rows: Sequence[Row]) -> None:
    """The results as a file."""
    held = {
        "machine": machine(),
        "config": asdict(config),
        "rows": [{**asdict(row), "ratio": row.ratio} for row in rows],
    }
    path = VAR / "results.json"
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"written to {path.relative_to(VAR.parent.parent)}")
