"""Pytest plugin: tests never touch a real installation or its database.

They get a home folder of their own, and with TEST_DB=pg a private PostgreSQL. Load it with
`-p`: the database has to exist before pytest-django reads the settings, which happens before
any conftest. Workers of xdist inherit the address.
"""

from __future__ import annotations

import os

import pytest

from ephemeral_pg import PrivatePostgres
from stamps import VAR

SERVER = pytest.StashKey[PrivatePostgres]()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start the server in the main process and pass its address on."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    os.environ["XUEQU_HOME"] = str(VAR / "test-home")
    os.environ["XUEQU_TASKS"] = "immediate"
    os.environ.pop("DATABASE_URL", None)
    if os.environ.get("TEST_DB") != "pg":
        return
    server = PrivatePostgres()
    early_config.stash[SERVER] = server
    os.environ["DATABASE_URL"] = server.url


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say which server the tests run on."""
    server = config.stash.get(SERVER, None)
    return f"database: private PostgreSQL, {server.programs}" if server else None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and remove its data."""
    server = config.stash.get(SERVER, None)
    if server:
        server.stop()
