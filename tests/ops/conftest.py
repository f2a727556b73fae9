# SPDX-License-Identifier: Apache-2.0
"""What tests of the running service share."""

from collections.abc import Iterator

import pytest
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture
def another_database(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """This process may go to another database, and comes back to its own."""
    own = dict(connection.settings_dict)
    with django_db_blocker.unblock():
        yield
        connections.close_all()
        connection.settings_dict.update(own)
