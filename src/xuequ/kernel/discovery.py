"""Find what packages declare, by the name of the module that declares it.

A lower package can so offer rules, sheets or settings to a higher one without either
importing the other.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

import xuequ


@cache
def packages() -> tuple[str, ...]:
    """Names of the packages directly under `xuequ`, in alphabetical order."""
    return tuple(sorted(each.name for each in iter_modules(xuequ.__path__) if each.ispkg))


@cache
def declared(module: str) -> tuple[tuple[str, ModuleType], ...]:
    """(package, module) for every package that has `module`, e.g. "sheets" or "engine.rules"."""
    found = []
    for package in packages():
        name = f"xuequ.{package}"
        for part in module.split("."):
            inside = import_module(name)
            name = f"{name}.{part}"
            if not hasattr(inside, "__path__") or find_spec(name) is None:
                break
        else:
            found.append((package, import_module(name)))
    return tuple(found)
