"""Compiled functions where nothing may be written, and who pays for the compiler."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import xuequ

SOURCE = Path(xuequ.__file__).parent.parent
DOUBLE = """
from xuequ.methods.compiled import compiled

@compiled
def double(x: int) -> int:
    return 2 * x
"""
ASK = "import twice; assert twice.double(21) == 42; print(type(twice.double._cache).__name__)"


def ask(folder: Path, home: Path, **variables: str) -> str:
    """Which cache a function of a module in `folder` has, in a process of its own."""
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    env |= {"PYTHONPATH": f"{folder}{os.pathsep}{SOURCE}", "XDG_CACHE_HOME": str(home / "c")}
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=env | variables, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A folder with a module that cannot be written beside: a file stands where the cache goes."""
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "twice.py").write_text(DOUBLE)
    (folder / "__pycache__").write_text("")
    return folder


def test_where_no_folder_can_be_written_a_function_is_compiled_all_the_same(closed: Path) -> None:
    assert ask(closed, Path("/dev/null")) == "NullCache"


def test_code_is_kept_in_the_folder_named_or_in_that_of_the_user(
    closed: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    assert ask(closed, Path("/dev/null"), NUMBA_CACHE_DIR=str(kept)) == "FunctionCache"
    assert list(kept.rglob("*.nbi"))
    shutil.rmtree(kept)
    assert ask(closed, tmp_path) == "FunctionCache"
    assert list((tmp_path / "c").rglob("*.nbi"))


def test_reading_an_engine_does_not_load_the_compiler() -> None:
    code = (
        "import sys, xuequ.methods.allocation, xuequ.enrolment.engine.policy;"
        "assert not {'numba', 'numpy'} & set(sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(SOURCE)}, check=True, timeout=60
    )
