# SPDX-License-Identifier: Apache-2.0
"""The two processes of the service: the web server and the background worker."""

import os
import socket


class PortTaken(Exception):
    """Somebody listens there already."""


def check_port(host: str, port: int, hint: str) -> None:
    """Raise PortTaken, with `hint` as what to do, when `port` cannot be listened on."""
    if not 0 <= port <= 65535:
        raise PortTaken(f"There is no port {port}: choose one from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise PortTaken(f"Port {port} is taken by another program. {hint}") from None


def serve(host: str, port: int, workers: int) -> int:
    """Serve the pages until stopped. Settings that are not safe stop it before it starts."""
    from granian import Granian
    from granian.constants import Interfaces

    from bedring.kit.environment import Unsafe, read

    problems = read().problems
    if problems:
        raise Unsafe("\n".join(problems))
    check_port(host, port, "Choose another with --port.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedring.config.settings")
    Granian(
        "bedring.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=8,
        log_enabled=False,
        websockets=False,
    ).serve()
    return 0


def work() -> int:
    """Take jobs from the queue and run the timed ones, until stopped."""
    from django.core.management import call_command

    call_command("procrastinate", "worker", "--delete-jobs", "successful")
    return 0
