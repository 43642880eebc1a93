#!/usr/bin/env python3
"""Everything one does with a checkout: `python3 run.py demo`, `test`, `lint` or `bench`.

Needs only Python's standard library. All it makes lies in ./.venv, ./node_modules, ./var
and two ignored folders of the package; it may be stopped and run again at any moment.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST, TOO_NEW = (3, 11), (3, 14)


def suit_python() -> None:
    """Go on under a suitable Python when this one is too old or too new."""
    if OLDEST <= sys.version_info[:2] < TOO_NEW:
        return
    for minor in range(OLDEST[1], TOO_NEW[1]):
        other = shutil.which("python3.%d" % minor)  # noqa: UP031  (old Pythons read this)
        if other:
            os.execv(other, [other, *sys.argv])
    sys.exit("Python 3.11, 3.12 or 3.13 is needed. Install one and run the command with it.")


if __name__ == "__main__":
    suit_python()
    sys.path.insert(0, str(ROOT / "tools"))
    from commands import main

    sys.exit(main(sys.argv[1:]))
