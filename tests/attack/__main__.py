# SPDX-License-Identifier: Apache-2.0
"""`python -m tests.attack [--twins]`: every way in, tried against a demo of its own; or against one full of holes."""

import sys

from tests.attack.run import against_the_house, against_the_twins

if __name__ == "__main__":
    sys.exit(against_the_twins() if "--twins" in sys.argv[1:] else against_the_house())
