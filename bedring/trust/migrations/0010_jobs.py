# SPDX-License-Identifier: Apache-2.0
"""The search for looks without a care relation, and the seals of the log, are for the worker's own role."""

from django.db import migrations

from bedring.kit.rowsecurity import for_job, for_jobs_too, let_jobs

JOB = "looks_without_relation"


class Migration(migrations.Migration):
    dependencies = [("trust", "0009_thing_looked_at"), ("people", "0015_jobs")]
    operations = [
        for_job("trust_looktoexplain", JOB),
        for_job("trust_looktoexplain", JOB, may="INSERT"),
        for_job("trust_accesslog", JOB),
        for_job("people_carerelation", JOB),
        let_jobs("trust_logseal"),
        for_jobs_too("bedring_seal_log(text)"),
        for_jobs_too("bedring_verify_log(text)"),
        for_jobs_too("bedring_all_looks()"),
    ]
