"""Look at what is left in the folder of private files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from xuequ.kernel.refusal import Refused
from xuequ.vault import store
from xuequ.vault.models import StoredFile
from xuequ.vault.services import store_file
from xuequ.web.refusals import explain


def left(home: Path) -> list[Path]:
    """Every file in the folder but its lock."""
    return [path for path in home.rglob("*") if path.is_file() and path.name != store.LOCK]


def refusal(upload: Any, name: str) -> Refused:
    """Why a file is not stored; nothing of it is left, and there is a sentence for it."""
    before = left(store.folder())
    with pytest.raises(Refused) as refused:
        store_file(upload, name=name)
    assert left(store.folder()) == before and not StoredFile.objects.filter(name=name).exists()
    assert explain(refused.value)
    return refused.value
