# SPDX-License-Identifier: Apache-2.0
from bedring.config.cli import main

raise SystemExit(main())
