# SPDX-License-Identifier: Apache-2.0
"""Django's PostgreSQL, spared of one question a request. The database engine of the settings."""
