"""`xuequ serve`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

HELP = "serve the site"
LOOPBACK = ("127.0.0.1", "localhost")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on")
    parser.add_argument("--workers", type=int, default=2, help="processes")


def run(chosen: Namespace) -> int:
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.management import call_command
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    from xuequ.site.wsgi import application

    if not settings.XUEQU_URL and chosen.host in LOOPBACK:
        # Nobody else reaches it, so papers and links may hold the address as it is.
        settings.XUEQU_URL = f"http://{chosen.host}:{chosen.port}"
    call_command("migrate", verbosity=0)
    connections.close_all()

    class Server(BaseApplication):
        def load_config(self) -> None:
            self.cfg.set("bind", f"{chosen.host}:{chosen.port}")
            self.cfg.set("workers", chosen.workers)
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("threads", 4)
            self.cfg.set("loglevel", "warning")
            self.cfg.set("control_socket_disable", True)

        def load(self) -> WSGIHandler:  # type: ignore[override]  # its stub names the raw protocol
            return application

    print(f"http://{chosen.host}:{chosen.port}/", flush=True)
    Server().run()
    return 0
