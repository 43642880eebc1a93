"""`xuequ serve`"""

from __future__ import annotations

import logging
from argparse import ArgumentParser, Namespace

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


def run(chosen: Namespace) -> int:
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connections
    from gunicorn.app.base import BaseApplication
    from gunicorn.config import Config
    from gunicorn.glogging import Logger

    from xuequ.site.wsgi import application
    from xuequ.upkeep.services.migrating import migrate

    if not settings.XUEQU_URL and chosen.host in LOOPBACK:
        # Nobody else reaches it, so papers and links may hold the address as it is.
        settings.XUEQU_URL = f"http://{chosen.host}:{chosen.port}"
    if not chosen.no_migrate:
        migrate()
    connections.close_all()

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

    print(f"http://{chosen.host}:{chosen.port}/", flush=True)
    Server().run()
    return 0
