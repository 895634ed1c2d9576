"""The front-end parts: what the browser gets beside our own style sheet.

``python -m market.assets`` takes Bootstrap and htmx from ``node_modules`` and
cuts the web font out of the full one: GB 2312 and Latin, one file a weight.
It does nothing when neither its inputs nor its rules have changed.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parent.parent
NODE_MODULES = ROOT / "node_modules"
VENDOR = Path(__file__).parent / "static" / "vendor"
RULES = (Path(__file__), Path(__file__).with_name("webfont.py"))
STAMP = "inputs.sha256"

# Of Bootstrap only the ground: its components are drawn in site.css, and the
# whole of it would be most of what a page may weigh.
JOINED = {
    "bootstrap.min.css": (
        "bootstrap/dist/css/bootstrap-reboot.min.css",
        "bootstrap/dist/css/bootstrap-grid.min.css",
        "bootstrap/dist/css/bootstrap-utilities.min.css",
    ),
    "htmx.min.js": ("htmx.org/dist/htmx.min.js",),
}
FONT_FOLDER = "@expo-google-fonts/noto-sans-sc"
FONTS = {
    "noto-sans-sc-400.woff2": f"{FONT_FOLDER}/400Regular/NotoSansSC_400Regular.ttf",
    "noto-sans-sc-700.woff2": f"{FONT_FOLDER}/700Bold/NotoSansSC_700Bold.ttf",
}


class PartMissing(Exception):
    """A front-end part is not where `npm ci` puts it."""


def build(source: Path = NODE_MODULES, target: Path = VENDOR) -> bool:
    """Bring the front-end parts up to date.

    Parameters
    ----------
    source : Path
        The folder that `npm ci` fills.
    target : Path
        The folder that is served.

    Returns
    -------
    bool
        Whether there was anything to do.

    Raises
    ------
    PartMissing
        If a part is not in `source`.
    """
    stamp = _stamp(source)
    if _is_current(target, stamp):
        return False
    target.mkdir(parents=True, exist_ok=True)
    (target / STAMP).unlink(missing_ok=True)
    with ProcessPoolExecutor(len(FONTS)) as pool:
        cuts = [
            pool.submit(_cut_font, source / font, target / name)
            for name, font in FONTS.items()
        ]
        _join_files(source, target)
        for cut in cuts:
            cut.result()
    # Last, so that a build that was stopped half-way is done again.
    _write(target / STAMP, stamp.encode())
    return True


def main() -> int:
    """Build, say what was done, and return the exit status."""
    started = perf_counter()
    try:
        built = build()
    except PartMissing as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    seconds = perf_counter() - started
    done = "built" if built else "up to date"
    sys.stdout.write(f"Front-end parts: {done} ({seconds:.1f} s)\n")
    return 0


def _cut_font(source: Path, target: Path) -> None:
    # Loaded here: it takes longer than finding that there is nothing to do.
    import_module("market.webfont").cut(source, target)


def _stamp(source: Path) -> str:
    digest = sha256(b"".join(path.read_bytes() for path in RULES))
    for part in _parts():
        path = source / part
        if not path.is_file():
            raise PartMissing(
                f"{path} is missing, so the pages would have no style, script or "
                "font. Run `npm ci` (or `make setup`), then start again."
            )
        digest.update(part.encode() + sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _parts() -> list[str]:
    return [part for parts in JOINED.values() for part in parts] + [*FONTS.values()]


def _is_current(target: Path, stamp: str) -> bool:
    made = [target / name for name in (*JOINED, *FONTS, STAMP)]
    return all(path.is_file() for path in made) and (
        (target / STAMP).read_text() == stamp
    )


def _join_files(source: Path, target: Path) -> None:
    for name, parts in JOINED.items():
        # The maps are not served, so nothing may point to them.
        kept = (
            line
            for part in parts
            for line in (source / part).read_bytes().splitlines(keepends=True)
            if b"sourceMappingURL" not in line
        )
        _write(target / name, b"".join(kept))


def _write(path: Path, content: bytes) -> None:
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)


if __name__ == "__main__":
    raise SystemExit(main())
