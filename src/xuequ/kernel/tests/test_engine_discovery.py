"""What packages declare is found by name, in whichever package it stands."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import xuequ
from xuequ.directory.engine import policy
from xuequ.kernel.discovery import declared, packages


def forget() -> None:
    packages.cache_clear()
    declared.cache_clear()


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package `aardvark` with a module `engine.zebras`, beside the product's own."""
    engine = tmp_path / "aardvark" / "engine"
    engine.mkdir(parents=True)
    for name in ("__init__.py", "engine/__init__.py", "engine/zebras.py"):
        (tmp_path / "aardvark" / name).write_text("STRIPES = 7\n", "utf-8")
    monkeypatch.setattr(xuequ, "__path__", [*xuequ.__path__, str(tmp_path)])
    forget()
    yield
    forget()
    for name in [each for each in sys.modules if each.startswith("xuequ.aardvark")]:
        del sys.modules[name]
    vars(xuequ).pop("aardvark", None)


def test_a_declaration_is_found_without_naming_its_package() -> None:
    assert ("directory", policy) in declared("engine.policy")


def test_packages_come_in_alphabetical_order() -> None:
    assert {"directory", "kernel", "methods", "profiles"} <= set(packages())
    assert list(packages()) == sorted(packages())


def test_a_new_package_is_found_by_itself(planted: None) -> None:
    assert packages()[0] == "aardvark"
    [(package, module)] = declared("engine.zebras")
    assert (package, module.__name__, module.STRIPES) == (
        "aardvark",
        "xuequ.aardvark.engine.zebras",
        7,
    )


@pytest.mark.parametrize("name", ["zebras", "zebras.engine", "engine.zebras.stripes"])
def test_what_nobody_declares_is_not_found(planted: None, name: str) -> None:
    assert declared(name) == ()
