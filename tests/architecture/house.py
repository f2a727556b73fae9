# SPDX-License-Identifier: Apache-2.0
"""The house as it lies on the disk: floors from the linter's own contract, rooms and screens from the folders."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "bedring"


def floors(root: Path = ROOT) -> list[list[str]]:
    """The floors from the ground up, each with its rooms and doors: the one place where they are written."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return [[name.strip() for name in layer.replace(":", "|").split("|")] for layer in reversed(layers)]


def rooms(house: Path = HOUSE) -> list[str]:
    """Every folder of the house with rules of its own."""
    return sorted(p.parent.name for name in ("rules.py", "rules") for p in house.glob(f"*/{name}"))


def rooms_with_tables(house: Path = HOUSE) -> list[str]:
    """Every room that has models."""
    return [
        room for room in rooms(house) if (house / room / "models.py").exists() or (house / room / "models").is_dir()
    ]


def modules(house: Path, drawer: str) -> list[str]:
    """Dotted names of a drawer's modules in every room: of `rules`, bedring.people.rules and so on."""
    files = [*house.glob(f"*/{drawer}.py"), *house.glob(f"*/{drawer}/**/*.py")]
    names = (p.relative_to(house.parent).with_suffix("").parts for p in files)
    return sorted(".".join(parts[:-1] if parts[-1] == "__init__" else parts) for parts in names)


def classes(house: Path = HOUSE) -> Iterator[tuple[str, str]]:
    """(name, file) of every public class of the house."""
    for path in sorted(house.rglob("*.py")):
        if "migrations" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    yield node.name, str(path.relative_to(house))
