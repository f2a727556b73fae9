# SPDX-License-Identifier: Apache-2.0
"""Other builds of the scripts: the next release, and twins with one mistake planted in the source."""

import contextlib
import mimetypes
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import build_assets
from bedring.web.parts.storage import MANIFEST, manifest
from tests.running import ROOT

OFF = MANIFEST.parent / "sw-off.js"
Changes = Mapping[str, Sequence[tuple[str, str]]]
"""By the name of a source, what stands in it and what is put in its place."""


@dataclass(frozen=True)
class Build:
    """The files of one build, in a folder, and their names by the names templates use."""

    folder: Path
    names: Mapping[str, str]

    def worker(self) -> bytes:
        return (self.folder / "sw.js").read_bytes()

    def script(self, name: str) -> str:
        """The address of a file of this build."""
        return f"/static/{self.names[name]}"

    def file(self, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
        """A file as the service answers for it: kept for ever; what is of another build is not there."""
        name = path.removeprefix("/static/")
        if name not in self.names.values():
            return 404, [("Content-Type", "text/plain")], b"not here"
        kind = mimetypes.guess_type(name)[0] or "font/woff2"
        headers = [("Content-Type", kind), ("Cache-Control", "max-age=315360000, public, immutable")]
        return 200, headers, (self.folder / name).read_bytes()

    def names_in(self, page: bytes) -> bytes:
        """A page of the service, as this build would have made it."""
        for name, here in manifest().items():
            page = page.replace(here.encode(), self.names[name].encode())
        return page


PRESENT = Build(MANIFEST.parent, manifest())
"""What is built here, and what the service carries."""


@contextlib.contextmanager
def build(changes: Changes) -> Iterator[Build]:
    """A build of the sources with these places changed. A place that is gone is an error: a twin must be one."""
    with tempfile.TemporaryDirectory(prefix="bedring-build-") as name:
        folder = Path(name)
        source = Path(shutil.copytree(build_assets.SOURCE, folder / "src"))
        (folder / "node_modules").symlink_to(ROOT / "node_modules")
        for file, places in changes.items():
            words = (source / file).read_text()
            for old, new in places:
                if old not in words:
                    raise LookupError(f"{file} has no place for: {old}")
                words = words.replace(old, new)
            (source / file).write_text(words)
        yield Build(folder / "built", build_assets.build_web(source, folder / "built"))
