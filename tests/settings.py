# SPDX-License-Identifier: Apache-2.0
"""The product's own settings, read in test mode."""

import os

os.environ["BEDRING_MODE"] = "test"

from bedring.config.settings import *  # noqa: F403
