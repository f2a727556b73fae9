# SPDX-License-Identifier: Apache-2.0
"""Whether what the house keeps has a reader: every column of a table, every public function and constant."""

import ast
import re
from collections import Counter
from pathlib import Path

from django.apps import apps

WORD = re.compile(r"[A-Za-z_]\w*")
CALLED_BY_NAME = {"ready", "handle"}
"""Names that a library calls."""


def words_of(house: Path) -> Counter[str]:
    """How often each word stands in the house: in code without its explanations, and in pages and papers."""
    found: Counter[str] = Counter()
    for path in house.rglob("*.py"):
        if "migrations" not in path.parts:
            found.update(_words_of_code(path))
    for ending in ("*.html", "*.typ", "*.js"):
        for path in house.rglob(ending):
            if "built" not in path.parts:
                found.update(WORD.findall(path.read_text()))
    return found


def _words_of_code(path: Path) -> Counter[str]:
    """Names, attributes, arguments and the words of short texts; never a docstring."""
    found: Counter[str] = Counter()
    told = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Expr):
            told.add(id(node.value))
        elif id(node) in told:
            continue
        elif isinstance(node, ast.Name):
            found[node.id] += 1
        elif isinstance(node, ast.Attribute):
            found[node.attr] += 1
        elif isinstance(node, ast.keyword) and node.arg:
            found[node.arg] += 1
        elif isinstance(node, ast.alias):
            found[node.name.split(".")[-1]] += 1
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 120:
            for word in WORD.findall(node.value):
                found.update([word, *word.split("__")] if "__" in word else [word])
    return found


def public_names(path: Path) -> list[str]:
    """Functions, classes and constants at the top of a file that are meant for others."""
    names = []
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.decorator_list:
            names.append(node.name)
        elif isinstance(node, ast.FunctionDef) and "dataclass" not in ast.unparse(node.decorator_list[0]):
            made = ast.unparse(node.decorator_list[0])
            names += [node.name] if made in ("transaction.atomic", "contextmanager", "lru_cache", "cache") else []
        elif isinstance(node, ast.AnnAssign | ast.Assign):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            names += [target.id] if isinstance(target, ast.Name) else []
    return [n for n in names if not n.startswith("_") and n not in CALLED_BY_NAME]


def without_reader(house: Path, folders: list[str]) -> list[str]:
    """Public names in these folders that nothing in the house uses, their own file included."""
    words = words_of(house)
    found = []
    for folder in folders:
        for path in sorted((house / folder).rglob("*.py")):
            if "migrations" in path.parts or path.name == "apps.py":
                continue
            here = Counter(_defined(path))
            found += [f"{path.relative_to(house)}: {name}" for name in public_names(path) if words[name] <= here[name]]
    return found


def _defined(path: Path) -> list[str]:
    """Names that an assignment at the top of the file counts as a word of the file."""
    targets = [n for n in ast.parse(path.read_text()).body if isinstance(n, ast.Assign | ast.AnnAssign)]
    names = [n.target if isinstance(n, ast.AnnAssign) else n.targets[0] for n in targets]
    return [name.id for name in names if isinstance(name, ast.Name)]


def columns_without_reader(house: Path) -> list[str]:
    """Columns that stand in a model, and in nothing that reads: no query, no page, no paper."""
    writes: Counter[str] = Counter()
    words = words_of(house)
    for path in house.rglob("*.py"):
        if "migrations" not in path.parts:
            writes.update(_written(path))
    found = []
    for model in apps.get_models():
        if model.__module__.startswith("bedring."):
            for field in model._meta.local_concrete_fields:
                names = {field.name, field.attname}
                reads = sum(words[name] - writes[name] for name in names)
                if reads <= 0 and not field.primary_key:
                    found.append(f"{model.__name__}.{field.name}")
    return found


def _written(path: Path) -> list[str]:
    """Where a name is only a field being declared, or an argument that gives it a value."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                target = line.targets[0] if isinstance(line, ast.Assign) else None
                if isinstance(target, ast.Name):
                    found.append(target.id)
        elif isinstance(node, ast.Call) and _makes(node):
            found += [k.arg for k in node.keywords if k.arg]
    return found


def _makes(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in ("create", "update", "get_or_create", "update_or_create") or name[:1].isupper()
