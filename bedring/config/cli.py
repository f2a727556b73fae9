# SPDX-License-Identifier: Apache-2.0
"""The `bedring` command. An error is one line that says what to do."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bedring.kit.environment import be_the_worker
from bedring.kit.refusals import Stop


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bedring", description="Run IMR sessions.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help="a made-up centre on this machine, with a database of its own")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--data", type=Path, default=None, metavar="DIR", help="where its data lies")
    demo.add_argument("--reset", action="store_true", help="throw the demo's data away and start afresh")
    serve = commands.add_parser("serve", help="the web server")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=None, help="processes that answer; one a core when not given")
    worker = commands.add_parser("worker", help="the background worker")
    worker.add_argument("--unkept", action="store_true", help="end with the database, instead of being kept running")
    commands.add_parser("migrate", help="bring the database to this version (uses DATABASE_OWNER_URL)")
    found = commands.add_parser("found", help="set up a centre and its programme leader (uses DATABASE_OWNER_URL)")
    for name, about in (("region", "the region"), ("trust", "the health trust"), ("centre", "the centre")):
        found.add_argument(name, help=about)
    found.add_argument("--leader", required=True, metavar="NAME", help="who leads the programme there")
    found.add_argument("--email", required=True, help="their e-mail address at work")
    commands.add_parser("doctor", help="say what is wrong with the settings and the database, if anything")
    log = commands.add_parser("log", help="the read log").add_subparsers(
        dest="log_command", required=True, metavar="COMMAND"
    )
    log.add_parser("verify", help="say where the read log was tampered with, if anywhere")
    content = commands.add_parser("content", help="the programme's words").add_subparsers(
        dest="content_command", required=True, metavar="COMMAND"
    )
    check = content.add_parser("check", help="check content; errors by file and line")
    check.add_argument("folder", nargs="?", type=Path, metavar="DIR")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 well, 1 something was found wrong, 2 could not be run."""
    given = _parser().parse_args(argv)
    try:
        return _run(given)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("BEDRING_TRACEBACK"):
            raise
        print(f"bedring: {_line(error)}", file=sys.stderr)
        return 2


def _line(error: Exception) -> str:
    if isinstance(error, Stop):
        return str(error).replace("\n", " ")
    first = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return f"{first} (BEDRING_TRACEBACK=1 shows more)"


def _django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedring.config.settings")
    django.setup()


def _run(given: argparse.Namespace) -> int:
    if given.command == "demo":
        from bedring.ops.demo import run_demo

        return run_demo(port=given.port, data=given.data, reset=given.reset)
    if given.command == "content":
        from bedring.curriculum.check import main as check

        return check([str(given.folder)] if given.folder else [])
    if given.command == "doctor":
        from bedring.ops.doctor import doctor

        return doctor()
    if given.command == "serve":
        from bedring.ops.run import serve

        return serve(given.host, given.port, given.workers)
    if given.command == "worker":
        be_the_worker()
    _django()
    if given.command == "log":
        from bedring.ops.doctor import verify_log

        return verify_log()
    if given.command in ("migrate", "found"):
        owner = os.environ.get("DATABASE_OWNER_URL")
        if not owner:
            raise Stop("DATABASE_OWNER_URL is missing: give the PostgreSQL address of the role that owns the tables.")
        return _as_owner(owner, given)
    from bedring.ops.run import work, work_unkept

    return work_unkept() if given.unkept else work()


def _as_owner(owner: str, given: argparse.Namespace) -> int:
    if given.command == "migrate":
        from bedring.ops.migrate import migrate

        migrate(owner, say=1)
        return 0
    from bedring.ops.found import found

    names = {name: getattr(given, name) for name in ("region", "trust", "centre", "leader", "email")}
    print(found(owner, **names))
    return 0
