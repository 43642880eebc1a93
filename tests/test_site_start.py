"""What starting the server loads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_starting_the_server_does_not_load_the_compiler(tmp_path: Path) -> None:
    code = (
        "import sys, xuequ.site.wsgi; from django.urls import get_resolver;"
        "assert len(get_resolver().url_patterns) > 5;"
        "assert not {'numba', 'llvmlite', 'numpy'} & set(sys.modules)"
    )
    env = {
        **os.environ,
        "XUEQU_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "xuequ.site.settings",
    }
    subprocess.run([sys.executable, "-c", code], env=env, check=True, timeout=120)
