# SPDX-License-Identifier: Apache-2.0
"""Makes a wheel whole: styles, scripts and translations are built into it; content is put beside the code."""

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildAssets(BuildHookInterface[Any]):
    """Runs build_assets.py before the wheel is packed. An editable install uses what `make` built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        import build_assets

        if build_assets.main() != 0:
            raise RuntimeError("The wheel would lack its styles, scripts or translations.")
        build_data["force_include"].update({"content": "bedring/_content", "locale": "bedring/_locale"})
