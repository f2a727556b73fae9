# SPDX-License-Identifier: Apache-2.0
"""`bedring demo`: a made-up centre on this machine, with its own PostgreSQL, web server and worker."""

import contextlib
import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
import psycopg

from bedring.kit.refusals import Stop
from bedring.ops import postgres
from bedring.ops.keep import StartedAgain, end_all, keep, stop_on_signals
from bedring.ops.run import check_port

HOST = "127.0.0.1"
MARK = "bedring-demo"


def run_demo(*, port: int, data: Path | None, reset: bool) -> int:
    """Start everything, tell where it is, and keep it running until Ctrl-C. Returns the exit code."""
    stop_on_signals()
    check_port(HOST, port, f"Choose another: bedring demo --port {port + 1} (make demo PORT={port + 1}).")
    folder = _folder(data, reset)
    began = time.monotonic()
    with _told("PostgreSQL"):
        running = postgres.start(folder / "pg")
        fresh = postgres.make_database(running)
        _mark(running)
    _settings(running, folder, port)
    with _told("Tables"):
        import django

        django.setup()
        from bedring.ops.migrate import migrate

        migrate(running.url(postgres.OWNER))
    from bedring.ops.demo_data import fill, is_filled, is_half_filled

    if is_half_filled():
        raise Stop("The first start was stopped in the middle. Start afresh: add --reset (make demo RESET=1).")
    if not is_filled():
        print("The made-up centres, with some weeks of sessions:")
        fill(running.url(postgres.OWNER), say=lambda words: print(f"  {words}", flush=True))
    _live(port, lambda: _tell(port, time.monotonic() - began, fresh), running.stand_up)
    print("\nStopping.")
    return 0


def _live(port: int, tell: Callable[[], None], tend: Callable[[], None]) -> None:
    """Web server and worker, until Ctrl-C. They end with us too when we are stopped before anything keeps them."""
    children: list[StartedAgain] = []
    try:
        with _told("Web server and worker"):
            children.append(StartedAgain("serve", lambda: _spawn("serve", "--port", str(port))))
            children.append(StartedAgain("worker", lambda: _spawn("worker", "--unkept")))
            _wait_until_up(port, children[0].process)
        tell()
    except BaseException:
        end_all(children)
        raise
    keep(children, tend)


def _folder(data: Path | None, reset: bool) -> Path:
    folder = (data or Path(platformdirs.user_data_dir("bedring")) / "demo").expanduser().resolve()
    try:
        if reset and folder.exists():
            if not (folder / MARK).exists():
                raise Stop(f"{folder} was not made by the demo, so it is not thrown away. Choose another folder.")
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).write_text("This folder belongs to `bedring demo`.\n")
    except OSError:
        raise Stop(f"Cannot write in {folder}. Give another folder: bedring demo --data DIR.") from None
    return folder


@contextmanager
def _told(what: str) -> Iterator[None]:
    print(f"{what} …", end=" ", flush=True)
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:.1f} s", flush=True)


def _mark(running: postgres.Embedded) -> None:
    """Only a database marked like this lets anybody in with one tap."""
    with psycopg.connect(running.url("postgres", "postgres"), autocommit=True) as db:
        db.execute("ALTER DATABASE bedring SET bedring.demo = 'yes'")
        db.execute("ALTER DATABASE bedring SET bedring.clock = 'given'")  # its past weeks are lived through in a minute


def _settings(running: postgres.Embedded, folder: Path, port: int) -> None:
    key = folder / "secret-key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(60))
    os.environ.update(
        BEDRING_MODE="demo",
        BEDRING_DEMO_DATA=str(folder),
        BEDRING_LOG_FOLDER=str(folder / "log"),
        BEDRING_SITE_CONTENT=str(folder / "content"),
        BEDRING_SECRET_KEY=key.read_text(),
        BEDRING_ADDRESS=f"http://{HOST}:{port}",
        DATABASE_URL=running.url(postgres.SERVICE),
        DATABASE_WORKER_URL=running.url(postgres.WORKER),
        DJANGO_SETTINGS_MODULE="bedring.config.settings",
    )


def _spawn(*words: str) -> subprocess.Popen[bytes]:
    """One of our own processes, in a group of its own: Ctrl-C reaches it through us, in order."""
    log = (Path(os.environ["BEDRING_DEMO_DATA"]) / f"{words[0]}.log").open("ab")
    command = [sys.executable, "-m", "bedring", *words]
    return subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)  # noqa: S603


def _wait_until_up(port: int, server: subprocess.Popen[bytes]) -> None:
    for _try in range(300):
        if server.poll() is not None:
            break
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"http://{HOST}:{port}/health", timeout=2)
            return
        time.sleep(0.1)
    raise Stop(f"The web server did not start. {os.environ['BEDRING_DEMO_DATA']}/serve.log says why.")


def _tell(port: int, took: float, fresh: bool) -> None:
    from bedring.ops.demo_data import WHO

    print(f"\nBedring is running ({took:.1f} s{', made afresh' if fresh else ', as you left it'}):")
    print(f"  http://{HOST}:{port}/account/demo/\n")
    print("Sign in there with one tap, as for example:")
    for role, name in WHO:
        print(f"  {role:<20} {name}")
    print(f"\nE-mail that would have been sent lies in {os.environ['BEDRING_DEMO_DATA']}/mail.")
    print("Everything and everybody in it is made up. Ctrl-C stops it.", flush=True)
