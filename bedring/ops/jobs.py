# SPDX-License-Identifier: Apache-2.0
"""Timed jobs: what the service does by itself at night."""

import logging

from django.core.management import call_command
from procrastinate import JobContext
from procrastinate.contrib.django import app

from bedring.kit.later import forget_done, job
from bedring.people.signin.old import forget_old_tries_and_links
from bedring.people.signin.presses import forget_old_presses
from bedring.trust.commands import broken_looks, find_looks_without_relation, seal_log

log = logging.getLogger("bedring.jobs")


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="seal_read_log")
def seal_read_log(timestamp: int) -> None:
    """Write down what the read log is now, here and outside."""
    seal_log()


@app.periodic(cron="15 2 * * *")
@app.task(queueing_lock="check_read_log")
def check_read_log(timestamp: int) -> None:
    """Check the whole read log; whoever watches the service is told when it was touched."""
    broken = broken_looks()
    if broken:
        log.error("read_log_broken", extra={"count": len(broken)})


@app.periodic(cron="45 2 * * *")
@app.task(queueing_lock="forget_old_sign_ins")
def forget_old_sign_ins(timestamp: int) -> None:
    """Take away sign-ins, links and wrong tries that have run out."""
    call_command("clearsessions")
    forget_old_tries_and_links()
    forget_old_presses()


@app.periodic(cron="30 3 * * *")
@job("looks_without_relation", queueing_lock="looks_without_relation")
def looks_without_relation(timestamp: int) -> None:
    """Find looks at people by staff who did not work with them that day, for those who lead the programme."""
    log.info("looks_without_relation", extra={"count": find_looks_without_relation()})


@app.periodic(cron="50 3 * * *")
@job("forget_done_jobs", queueing_lock="forget_done_jobs")
def forget_done_jobs(timestamp: int) -> None:
    """Take away the keys of jobs done long ago."""
    forget_done()


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="take_up_again", pass_context=True)
async def take_up_again(context: JobContext, timestamp: int) -> None:
    """Give jobs back to the queue whose worker was killed while it did them."""
    jobs = context.app.job_manager
    for stalled in await jobs.get_stalled_jobs():
        await jobs.retry_job(stalled)
