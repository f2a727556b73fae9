# SPDX-License-Identifier: Apache-2.0
"""A connection that is looked at before it is used again, without a round trip to the server."""

import select

from django.db.backends.postgresql import base
from psycopg import Error
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """Django asks `SELECT 1` at the first query of each request; here the socket is looked at first.

    An idle connection has nothing to read. Where there is something, the server has said goodbye or gone away, and the
    question is asked as ever.
    """

    def is_usable(self) -> bool:
        """Whether the connection can be used, as far as can be seen from here."""
        if self.connection is None or self.connection.closed:
            return False
        idle = self.connection.info.transaction_status is TransactionStatus.IDLE
        return (idle and not self._has_news()) or super().is_usable()

    def _has_news(self) -> bool:
        try:
            waiting = select.poll()
            waiting.register(self.connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
            return bool(waiting.poll(0))
        except (OSError, ValueError, Error):
            return True
