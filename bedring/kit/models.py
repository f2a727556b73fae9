# SPDX-License-Identifier: Apache-2.0
"""What has been asked for later."""

from django.db import models


class AskedFor(models.Model):
    """A job by its key, written in the transaction that asks for it, and when it was done. Never what it is about."""

    key = models.CharField(max_length=120, primary_key=True)
    job = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
