"""A worker that stops in the middle of writing an import, until somebody lets it go on.

`python -m xuequ.intake.tests.halting MARK work …` is `xuequ work`; it leaves `MARK.<process>` when
every row is written and nothing is committed yet, and goes on when there is a file `MARK`.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

HERE = "xuequ.intake.tests.halting"


def halt_at(mark: Path) -> None:
    """Have every import wait after its rows are written, in earnest or as a rehearsal."""
    from xuequ.intake.services import taking, trying

    def halting(*given: Any) -> dict[str, int]:
        counts = taking.take(*given)
        mark.with_suffix(f".{os.getpid()}").touch()
        while not mark.exists():
            time.sleep(0.05)
        return counts

    vars(trying)["take"] = halting


if __name__ == "__main__":
    from xuequ.cli.main import main

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuequ.site.settings")
    import django

    django.setup()
    halt_at(Path(sys.argv.pop(1)))
    sys.exit(main())
