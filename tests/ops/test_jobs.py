# SPDX-License-Identifier: Apache-2.0
"""What the service does by itself at night, done as the worker's own role: whatever a job needs, it has been given."""

from datetime import timedelta
from uuid import uuid4

import pytest
from procrastinate.contrib.django import app

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.ops import jobs
from bedring.people.models import Press, SignIn
from bedring.people.signin.presses import press
from bedring.trust.models import LogSeal
from tests.jobs import as_worker
from tests.signed_in import browser
from tests.world import World

TIMED = {
    "seal_read_log": jobs.seal_read_log,
    "check_read_log": jobs.check_read_log,
    "forget_old_sign_ins": jobs.forget_old_sign_ins,
    "looks_without_relation": jobs.looks_without_relation,
    "forget_done_jobs": jobs.forget_done_jobs,
}
BESIDE = {"take_up_again"}
"""Of the queue alone: done with the queue's own tables, in tests/drills/test_returns_by_itself.py."""


def test_each_timed_job_is_tried_here() -> None:
    timed = {job.task.name.split(".")[-1] for job in app.periodic_registry.periodic_tasks.values()}
    assert timed - BESIDE == set(TIMED)


@pytest.mark.parametrize("name", list(TIMED))
def test_the_worker_may_do_it(world: World, name: str) -> None:
    browser(world.eva).get("/groups/")
    with as_worker():
        TIMED[name](timestamp=0)


def test_the_log_is_sealed(world: World) -> None:
    before = LogSeal.objects.count()
    with as_worker():
        jobs.seal_read_log(timestamp=0)
    assert LogSeal.objects.count() == before + 1


def test_old_sign_ins_and_presses_go_and_new_ones_stay(world: World) -> None:
    browser(world.eva).get("/groups/")
    set_actor(world.eva.id)
    press(uuid4(), account_id=world.eva.id, path="/groups/")
    with as_worker():
        jobs.forget_old_sign_ins(timestamp=0)
    assert (SignIn.objects.count() > 0, Press.objects.count()) == (True, 1)
    with clock.stopped_at(clock.now() + timedelta(days=3)), as_worker():
        jobs.forget_old_sign_ins(timestamp=0)
    assert Press.objects.count() == 0
