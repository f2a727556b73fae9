# SPDX-License-Identifier: Apache-2.0
"""Reads the environment once, and says no to settings that are not safe to run with.

The table `SETTINGS` is also what `docs/reference/settings.md` is generated from.
"""

import hmac
import os
import re
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from bedring.kit.refusals import Stop

DEVELOPMENT_KEY = "for demo, development and tests only: nothing is safe with this key"
"""Published with the source: whoever has read it can make cookies and links signed with it."""
MODES = ("production", "demo", "test", "development")

SETTINGS = {
    "BEDRING_MODE": "`production` (when not set), `demo`, `development` or `test`.",
    "BEDRING_SECRET_KEY": "At least 50 random characters. Signs cookies and links. Required in production.",
    "BEDRING_ADDRESS": "The address people type, such as `https://bedring.example.org`. Required in production; https.",
    "DATABASE_URL": "PostgreSQL for the service: a role that is a member of `bedring_app` and owns no table.",
    "DATABASE_WORKER_URL": "PostgreSQL for `bedring worker`: a role that is a member of `bedring_jobs` alone.",
    "DATABASE_OWNER_URL": "PostgreSQL for `bedring migrate` only: the role that owns the tables.",
    "BEDRING_CONTENT": "Folders with a site's own content pack, first hit wins, separated by `:`.",
    "BEDRING_SITE_CONTENT": "A folder the service may write: the site's own pages, changed on the screen, lie there.",
    "BEDRING_HELP": "Whose crisis numbers a new place has, and Help now signed out: a file in `help/` (`norway`).",
    "BEDRING_LOG_KEY": "The key of the read log's chain, 50 random characters; BEDRING_SECRET_KEY when not set.",
    "BEDRING_LOG_FOLDER": "A folder, better on another machine, where each look and seal of the read log is told too.",
    "BEDRING_MAIL_URL": "`smtp://user:password@host:587` (STARTTLS). Without it no e-mail is sent.",
    "BEDRING_MAIL_FROM": "The sender of e-mail, such as `bedring@example.org`.",
    "BEDRING_OFFLINE": "`on` (when not set) or `off`: the worker that opens pages without network ends itself.",
    "BEDRING_PROXIES": "How many proxies of yours stand in front (0 when not set); their X-Forwarded-* are believed.",
}

PUBLISHED_KEY = "BEDRING_SECRET_KEY is the published one of development: give at least 50 random characters."


class Unsafe(Stop):
    """A setting that the service will not start with; the text says what to do."""


@dataclass(frozen=True)
class Environment:
    """The settings as read. `problems` has a sentence for each one that is not safe."""

    mode: str
    secret_key: str
    log_key: str
    log_folder: Path | None
    address: str
    database: dict[str, str]
    content: tuple[Path, ...]
    site_content: Path | None
    help_lines: str
    mail_url: str
    mail_from: str
    proxies: int
    offline: bool
    demo_data: str
    problems: tuple[str, ...]


def be_the_worker() -> None:
    """From here on this process reaches the database as the worker, and no more as the service.

    To be said before settings are read. Unsafe when nobody says how.
    """
    url = os.environ.get("DATABASE_WORKER_URL")
    if not url:
        raise Unsafe("\n".join([*read().problems, NO_WORKER]))
    os.environ["DATABASE_URL"] = url


NO_WORKER = (
    "DATABASE_WORKER_URL is missing: give the PostgreSQL of the worker, as a role that is a member of bedring_jobs."
)


def pads(secret: str) -> str:
    """The two blocks of HMAC-SHA-256 (RFC 2104) for the read log, as hex: all that is needed to chain, without a secret
    that opens anything else."""
    key = hmac.digest(secret.encode(), b"bedring read log", "sha256").ljust(64, b"\0")
    return bytes(b ^ 0x36 for b in key).hex() + bytes(b ^ 0x5C for b in key).hex()


def read(env: dict[str, str] | None = None) -> Environment:
    """Read settings from `env` (the process environment when None). Never raises: see `problems`."""
    env = dict(os.environ) if env is None else env
    mode = env.get("BEDRING_MODE", "production")
    problems = [] if mode in MODES else [f"BEDRING_MODE is {mode!r}: use one of {', '.join(MODES)}."]
    key, address = env.get("BEDRING_SECRET_KEY", ""), env.get("BEDRING_ADDRESS", "")
    if mode == "production":
        if len(key) < 50 or len(set(key)) < 10:
            problems.append("BEDRING_SECRET_KEY is missing or too short: give at least 50 random characters.")
        elif key == DEVELOPMENT_KEY:
            problems.append(PUBLISHED_KEY)
        if not address.startswith("https://"):
            problems.append("BEDRING_ADDRESS is missing or not https: give the address people type.")
        if not env.get("DATABASE_URL"):
            problems.append("DATABASE_URL is missing: give the PostgreSQL the service uses.")
    if mode == "demo" and not env.get("BEDRING_DEMO_DATA"):
        problems.append("BEDRING_MODE=demo works only by `bedring demo`, which has a database of its own.")
    offline = env.get("BEDRING_OFFLINE", "on")
    if offline not in ("on", "off"):
        problems.append("BEDRING_OFFLINE is neither on nor off.")
    proxies = env.get("BEDRING_PROXIES", "0")
    if not re.fullmatch("[0-9]{1,2}", proxies):
        problems.append("BEDRING_PROXIES is not a number.")
    try:
        database = {k: str(v) for k, v in conninfo_to_dict(env.get("DATABASE_URL", "")).items()}
    except Exception:
        database = {}
        problems.append("DATABASE_URL is not understood: write postgresql://user:password@host:5432/name.")
    return Environment(
        mode=mode,
        secret_key=key or DEVELOPMENT_KEY,
        log_key=pads(env.get("BEDRING_LOG_KEY") or key or DEVELOPMENT_KEY),
        log_folder=Path(env["BEDRING_LOG_FOLDER"]) if env.get("BEDRING_LOG_FOLDER") else None,
        address=address or "http://127.0.0.1:8000",
        database=database,
        content=tuple(Path(p) for p in env.get("BEDRING_CONTENT", "").split(":") if p),
        site_content=Path(env["BEDRING_SITE_CONTENT"]) if env.get("BEDRING_SITE_CONTENT") else None,
        help_lines=env.get("BEDRING_HELP") or "norway",
        mail_url=env.get("BEDRING_MAIL_URL", ""),
        mail_from=env.get("BEDRING_MAIL_FROM", "bedring@localhost"),
        proxies=int(proxies) if re.fullmatch("[0-9]{1,2}", proxies) else 0,
        offline=offline == "on",
        demo_data=env.get("BEDRING_DEMO_DATA", ""),
        problems=tuple(problems),
    )
