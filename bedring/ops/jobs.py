# SPDX-License-Identifier: Apache-2.0
"""Timed jobs: what the service does by itself at night."""

import logging

from django.core.management import call_command
from procrastinate.contrib.django import app

from bedring.people.signin.old import forget_old_tries_and_links
from bedring.people.signin.presses import forget_old_presses
from bedring.trust.commands import broken_looks, seal_log

log = logging.getLogger("bedring.jobs")


@app.periodic(cron="15 2 * * *")
@app.task(queueing_lock="seal_read_log")
def seal_read_log(timestamp: int) -> None:
    """Check the whole read log, and write down its state if it is whole."""
    broken = broken_looks()
    if broken:
        log.error("read_log_broken", extra={"count": len(broken)})
        return
    seal_log()


@app.periodic(cron="45 2 * * *")
@app.task(queueing_lock="forget_old_sign_ins")
def forget_old_sign_ins(timestamp: int) -> None:
    """Take away sign-ins, links and wrong tries that have run out."""
    call_command("clearsessions")
    forget_old_tries_and_links()
    forget_old_presses()
