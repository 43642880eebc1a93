"""`xuequ serve`"""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys
from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from collections.abc import Iterator
from contextlib import contextmanager

HELP = "serve the site"
LOOPBACK = ("127.0.0.1", "localhost")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--threads", type=int, default=4, help="threads of each process")
    parser.add_argument(
        "--no-migrate", action="store_true", help="leave the database as it is; another migrates"
    )
    parser.add_argument(
        "--work",
        action=BooleanOptionalAction,
        default=True,
        help="carry out long computations and what is due by the clock, too, as xuequ work does",
    )


def run(chosen: Namespace) -> int:
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from gunicorn.app.base import BaseApplication
    from gunicorn.config import Config
    from gunicorn.glogging import Logger

    settings.XUEQU_THREADS = chosen.threads  # its middleware reads it when it is made
    from xuequ.site.wsgi import application

    prepare(chosen)

    class Log(Logger):
        """The server's own lines hold addresses of people: they go through our format."""

        def setup(self, cfg: Config) -> None:
            super().setup(cfg)
            self.error_log.handlers = list(logging.getLogger().handlers)

    class Server(BaseApplication):
        def load_config(self) -> None:
            self.cfg.set("bind", f"{chosen.host}:{chosen.port}")
            self.cfg.set("workers", chosen.workers)
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("threads", chosen.threads)
            self.cfg.set("loglevel", "warning")
            self.cfg.set("control_socket_disable", True)
            self.cfg.set("logger_class", Log)

        def load(self) -> WSGIHandler:  # type: ignore[override]  # its stub names the raw protocol
            return application

    warm()
    print(f"http://{chosen.host}:{chosen.port}/", flush=True)
    with worker_beside(is_wanted=chosen.work, url=settings.XUEQU_URL):
        Server().run()
    return 0


def prepare(chosen: Namespace) -> None:
    """Know the own address, and bring the database up to date."""
    from django.conf import settings
    from django.db import connections

    from xuequ.upkeep.services.migrating import migrate

    if not settings.XUEQU_URL and chosen.host in LOOPBACK:
        # Nobody else reaches it, so papers and links may hold the address as it is.
        settings.XUEQU_URL = f"http://{chosen.host}:{chosen.port}"
    if not chosen.no_migrate:
        migrate()
    connections.close_all()


def warm() -> None:
    """Load every page once, before the processes part: none of them, nor its first visitor, waits.

    What is loaded by then is the program, which is not searched for garbage again and again.
    """
    from django.conf import settings
    from django.urls import get_resolver
    from django.utils import translation

    get_resolver().check()
    for code, _ in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("Xuequ")
    gc.collect()
    gc.freeze()


@contextmanager
def worker_beside(*, is_wanted: bool, url: str = "") -> Iterator[None]:
    """A worker of our own, which ends with us whatever happens to us."""
    if not is_wanted:
        yield
        return
    command = [sys.executable, "-m", "xuequ.cli.main", "work", "--with-parent"]
    worker = subprocess.Popen(command, env={**os.environ, "XUEQU_URL": url})
    me = os.getpid()
    try:
        yield
    finally:
        if os.getpid() == me:  # the server's own children come by here, too
            worker.terminate()
            worker.wait()
