# SPDX-License-Identifier: Apache-2.0
"""`make docs`: documents that could lie are made from the code. With --check: are they as the code says?"""

import json
import os
import sys
from pathlib import Path

import msgspec

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from bedring.curriculum.shapes import KINDS
from bedring.goals import rules as goals
from bedring.kit.environment import SETTINGS
from bedring.sessions.rules import places

ROOT = Path(__file__).resolve().parents[1]


def schemas() -> dict[str, str]:
    """A JSON Schema for each kind of content."""
    made = {}
    for kind, shape in KINDS.items():
        schema = msgspec.json.schema(shape)
        head = {
            "$comment": "SPDX-License-Identifier: CC-BY-4.0. Made from bedring/curriculum/shapes.py by `make docs`."
        }
        dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
        made[f"content/schema/{kind}.schema.json"] = json.dumps(head | dialect | schema, indent=2) + "\n"
    return made


def settings() -> str:
    """The settings read from the environment."""
    rows = "".join(f"| `{name}` | {about} |\n" for name, about in SETTINGS.items())
    return (
        "# Settings\n\nRead from the environment. Unsafe ones refuse to start; `bedring doctor` says which and why.\n\n"
        f"| name | what it is |\n| --- | --- |\n{rows}"
    )


def _diagram(title: str, moves: dict) -> str:  # type: ignore[type-arg]
    lines = [f"    {before} --> {after}: {move}" for move, table in moves.items() for before, after in table.items()]
    return f"## {title}\n\n```mermaid\nstateDiagram-v2\n" + "\n".join(lines) + "\n```\n"


def diagrams() -> str:
    """What goals, steps and places may become."""
    looks = {f"look: {look}": {goals.StepState.CURRENT: after} for look, after in goals.AFTER_LOOK.items()}
    return "# States\n\nMade from the rules.\n\n" + "\n".join(
        [
            _diagram("A goal", goals.GOAL_MOVES),
            _diagram("A step", {**goals.STEP_MOVES, **looks}),
            _diagram("A place", places.CHANGES),
        ]
    )


def documents() -> dict[str, str]:
    """Every generated document by its path."""
    return schemas() | {"docs/reference/settings.md": settings(), "docs/reference/states.md": diagrams()}


def main() -> int:
    check, wrong = "--check" in sys.argv, 0
    for name, text in documents().items():
        path = ROOT / name
        if check and (not path.exists() or path.read_text() != text):
            print(f"{name} is not what the code says: run `make docs`.")
            wrong = 1
        elif not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
