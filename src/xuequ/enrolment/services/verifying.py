"""Check a sealed package by the program itself, and by the verifier that shares no line with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from xuequ.kernel.text import Text

ALONE = Path(__file__).parent.parent / "verifier" / "verify.py"
LONGEST = 1800  # seconds
Check = dict[str, object]


def checks_of(package: bytes, published: str) -> tuple[str, list[Check]]:
    """The digest of the package, and what was checked, each step with whether it is fine."""
    from ..engine.package.checking import checked  # it brings the compiler along

    found = checked(package, published)
    steps = [_told(each.name, each.wrong) for each in found.steps]
    return found.digest, [*steps, _alone(package, published)]


def _alone(package: bytes, published: str) -> Check:
    """What verify.py says, in a process of its own."""
    name = Text("独立验证程序verify.py", "verify.py, the independent verifier")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "package.zip"
        file.write_bytes(package)
        done = subprocess.run(
            [sys.executable, "-I", str(ALONE), str(file), published],
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    wrong = Text("不为真", "not genuine") if done.returncode else None
    return _told(name, wrong)


def _told(name: Text, wrong: Text | None) -> Check:
    return {"zh": name.zh, "en": name.en, "fine": wrong is None}
