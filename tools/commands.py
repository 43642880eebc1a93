"""The commands of run.py."""

from __future__ import annotations

import argparse
import io
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import assets
import bundle
import lints
import suites
from cures import cure_for
from environment import HOME, PYTHON, Environment, prepare_variables
from messages import sources
from stamps import ROOT, STAMPS, VAR, Stamp, digest, locked
from steps import FailedError, Progress, foreground

TEST_HOME = VAR / "test-home"
PROGRAM = HOME / "bin" / "xuequ"
FIRST_PORT = 8000
PORTS_TRIED = 50
SETUP_STEPS = 6
USAGE = """usage: python3 run.py COMMAND

  demo [--port N] [--no-serve]   install, fill Xingning, and serve it
  test [PYTEST ARGUMENTS]        every check; with arguments, only those tests, from src
  lint                           style, types, imports, templates, locks
  bench [ARGUMENTS]              measurements
  bundle [FOLDER]                one file to install from where there is no network
"""


@contextmanager
def prepared(packages: str, *, more: int = 0) -> Iterator[Environment]:
    """A complete environment, kept from other runs while the caller works."""
    prepare_variables()
    with locked("setup") as lock:
        env = Environment(Progress(SETUP_STEPS + more, lock))
        env.ensure(packages)
        assets.ensure(env, dev=packages == "test")
        compile_messages(env)
        yield env


def compile_messages(env: Environment) -> None:
    """Compile the translations where a source or a result has changed."""
    with env.progress.step("Translations") as step:
        texts = sources()
        names = "\n".join(str(path.relative_to(ROOT)) for path in texts)
        results = [path.with_suffix(".mo") for path in texts]
        stamp = Stamp(STAMPS / "messages", digest(names, *texts), results)
        if stamp.fresh():
            step.note = "ready"
            return
        stamp.drop()
        step.run([PYTHON, ROOT / "tools" / "messages.py", "compile"], log="messages")
        stamp.write()


def demo(arguments: Sequence[str]) -> int:
    """Fill the demonstration and serve it until stopped."""
    parser = argparse.ArgumentParser(prog="run.py demo")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="first port to try")
    parser.add_argument("--no-serve", action="store_true", help="only fill, do not serve")
    options = parser.parse_args(arguments)
    os.environ.setdefault("XUEQU_HOME", str(VAR / "home"))
    with prepared("base") as env:
        code = foreground([PROGRAM, "demo"], lock=env.progress.lock)
    if code or options.no_serve:
        return code
    port = free_port(options.port)
    if port != options.port:
        print(f"Port {options.port} is taken; using {port}.")
    sys.stdout.flush()
    os.environ.setdefault("XUEQU_LOG", "quiet")  # so that the accounts above stay in sight
    # The server takes our place, so that signals reach it and nothing is left behind.
    os.execv(PROGRAM, [str(PROGRAM), "serve", "--port", str(port)])


def free_port(first: int) -> int:
    """The first local port from here on that nobody listens on."""
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise FailedError(f"no port from {first} on is free", cure="Choose another with --port.")


def test(arguments: Sequence[str]) -> int:
    """Every check, or only the tests that the arguments name."""
    os.environ["XUEQU_HOME"] = str(TEST_HOME)
    if not arguments:
        with prepared("test", more=suites.STEPS) as env:
            return suites.everything(env)
    with prepared("test", more=1) as env:
        browser = suites.chromium(env)
    return suites.some(arguments, browser)


def lint(arguments: Sequence[str]) -> int:
    """The checks that run no code of ours."""
    if arguments:
        raise FailedError("lint takes no arguments")
    os.environ["XUEQU_HOME"] = str(TEST_HOME)
    with prepared("test", more=lints.STEPS) as env:
        return lints.everything(env)


def bench(arguments: Sequence[str]) -> int:
    """The measurements."""
    os.environ.setdefault("XUEQU_HOME", str(VAR / "bench-home"))
    with prepared("base"):
        pass
    return foreground([PYTHON, "-m", "bench", *arguments])


def bundle_up(arguments: Sequence[str]) -> int:
    """The program and all it needs as one file."""
    parser = argparse.ArgumentParser(prog="run.py bundle")
    parser.add_argument("folder", nargs="?", type=Path, default=VAR, help="where to write it")
    options = parser.parse_args(arguments)
    os.environ.setdefault("XUEQU_HOME", str(TEST_HOME))
    with prepared("base", more=bundle.STEPS) as env:
        path = bundle.make(env, options.folder)
    print(path)
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": demo,
    "test": test,
    "lint": lint,
    "bench": bench,
    "bundle": bundle_up,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; its failures are told in plain words."""
    if not arguments or arguments[0] not in COMMANDS:
        asked = bool(arguments) and arguments[0] in {"-h", "--help", "help"}
        print(USAGE, end="", file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.chdir(ROOT)
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
        os.environ.pop(name, None)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except FailedError as failure:
        report(failure)
        return failure.code
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on.", file=sys.stderr)
        return 130
    except OSError as error:
        report(FailedError(str(error), cure=cure_for(str(error))))
        return 1


def report(failure: FailedError) -> None:
    """Say what went wrong and what to do about it."""
    sys.stdout.flush()
    if failure.detail:
        print(f"\n{failure.detail}", file=sys.stderr)
    print(f"\nFailed: {failure.what}", file=sys.stderr)
    if failure.cure:
        print(f"What to do: {failure.cure}", file=sys.stderr)
