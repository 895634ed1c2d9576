"""Reading scenario files: TOML, inheritance by ``extends``, values set from outside.

A file is whole, or begins with ``extends`` and holds only what differs. A parameter is
written as a table with value, unit, source and range, or, where an earlier file has
given these, as a bare value.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from simulation.errors import Fault, ScenarioUnreadable

SHIPPED = Path(__file__).parent / "scenarios"
NOTES = ("notes_zh", "notes_en")
HEADINGS = ("name", "title_zh", "title_en", *NOTES)
ASSUMPTION = "assumption"
DEEPEST = 10


class Entry(BaseModel):
    """One parameter as a file writes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Any
    unit: str | None = None
    source: str | None = None
    range: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A scenario file and all that it extends, laid over each other."""

    file: str
    headings: dict[str, str] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    terms: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_sheet(path_or_name: str | Path) -> Sheet:
    """Read a scenario file with all that it extends.

    Raises
    ------
    ScenarioUnreadable
        When a file is absent, is no TOML, or extends itself.
    """
    path = locate(path_or_name, beside=Path())
    return _read(path, ())


def locate(path_or_name: str | Path, *, beside: Path) -> Path:
    """Return the file meant by a path, or by the name of a shipped scenario."""
    name = str(path_or_name)
    for candidate in (beside / name, SHIPPED / name, SHIPPED / f"{name}.toml"):
        if candidate.is_file():
            return candidate
    shipped = ", ".join(sorted(path.name for path in SHIPPED.glob("*.toml")))
    raise refused(
        name,
        "file",
        ("没有这个情景文件。", "There is no such scenario file."),
        (f"自带的有：{shipped}。", f"Shipped are: {shipped}."),
    )


def refused(
    file: str, key: str, message: tuple[str, str], mend: tuple[str, str]
) -> ScenarioUnreadable:
    """Return the error of one fault; texts are pairs of Chinese and English."""
    fault = Fault(
        file=file,
        key=key,
        message_zh=message[0],
        message_en=message[1],
        mend_zh=mend[0],
        mend_en=mend[1],
    )
    return ScenarioUnreadable([fault])


def with_settings(sheet: Sheet, settings: Mapping[str, object]) -> Sheet:
    """Return the sheet with single values set from outside."""
    entries = dict(sheet.entries)
    for key, value in settings.items():
        entries[key] = _over(entries.get(key), Entry(value=value))
    return Sheet(sheet.file, sheet.headings, entries, sheet.terms)


def parse_setting(text: str) -> tuple[str, object]:
    """Return key and value of ``KEY=VALUE``; the value is written as in TOML.

    Examples
    --------
    >>> parse_setting("policy.reached=500")
    ('policy.reached', 500)
    """
    key, equals, written = text.partition("=")
    if not equals or "." not in key:
        raise refused(
            "--set",
            text,
            ("应写作 节.键=值。", "Expected section.key=value."),
            ("例如 policy.reached=500。", "For example policy.reached=500."),
        )
    try:
        return key.strip(), tomllib.loads(f"value = {written}")["value"]
    except tomllib.TOMLDecodeError:
        return key.strip(), written.strip()


def _read(path: Path, below: tuple[Path, ...]) -> Sheet:
    tree = _tree(path)
    extends = tree.pop("extends", None)
    if extends is None:
        return _laid_over(Sheet(path.name), tree, path.name)
    extends = _text(extends, path.name, "extends")
    if path.resolve() in below or len(below) > DEEPEST:
        raise refused(
            path.name,
            "extends",
            ("继承成环。", "The file extends itself."),
            ("改 extends。", "Change extends."),
        )
    parent = locate(extends, beside=path.parent)
    base = _read(parent, (*below, path.resolve()))
    return _laid_over(base, tree, path.name)


def _tree(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise refused(
            path.name,
            "TOML",
            (f"不是有效的 TOML：{error}。", f"This is no valid TOML: {error}."),
            ("请改正该处。", "Mend that place."),
        ) from error
    except UnicodeDecodeError as error:
        raise refused(
            path.name,
            "UTF-8",
            (
                f"第 {error.start} 字节不是 UTF-8。",
                f"Byte {error.start} is not UTF-8.",
            ),
            ("请存为 UTF-8。", "Save the file as UTF-8."),
        ) from error


def _laid_over(base: Sheet, tree: dict[str, Any], file: str) -> Sheet:
    # What a file is called is its own; what holds for its numbers holds on.
    headings = {key: base.headings[key] for key in NOTES if key in base.headings}
    entries = dict(base.entries)
    terms = {**base.terms, **_sections(tree.pop("terms", {}), file, "terms")}
    for key in [key for key in HEADINGS if key in tree]:
        headings[key] = _text(tree.pop(key), file, key)
    for group, section in _sections(tree, file, "").items():
        for name, written in section.items():
            key = f"{group}.{name}"
            entries[key] = _over(entries.get(key), _entry(written, file, key))
    return Sheet(file, headings, entries, terms)


def _text(value: object, file: str, key: str) -> str:
    """Return a text that is not empty, of one line but for notes; refuse the rest."""
    text = value.strip() if isinstance(value, str) else ""
    if text and (key in NOTES or text.isprintable()):
        return text
    raise refused(
        file,
        key,
        (f"值 {value!r} 不是单行文字。", f"The value {value!r} is no line of text."),
        ("请写在双引号内，不留空。", "Write it in double quotes, not empty."),
    )


def _sections(tree: object, file: str, at: str) -> dict[str, dict[str, Any]]:
    """Return a table of tables, refusing anything else."""
    if not isinstance(tree, dict):
        raise _no_section(file, at)
    for key, section in tree.items():
        if not isinstance(section, dict):
            raise _no_section(file, f"{at}.{key}".lstrip("."))
    return tree


def _no_section(file: str, key: str) -> ScenarioUnreadable:
    return refused(
        file,
        key,
        ("此处应为一节。", "This is no section."),
        ("参数写在节内，如 [policy]。", "Write parameters in sections: [policy]."),
    )


def _entry(written: object, file: str, key: str) -> Entry:
    if not isinstance(written, dict):
        return Entry(value=written)
    try:
        return Entry.model_validate(written)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise refused(
            file,
            f"{key}.{place}",
            ("参数表写错。", "The table of this parameter is wrong."),
            (
                "只写 value、unit、source、range = [low, high]。",
                "Write value, unit, source and range = [low, high], no more.",
            ),
        ) from error


def _over(base: Entry | None, entry: Entry) -> Entry:
    """Lay a later entry over an earlier one; a bare value is an assumption."""
    if base is None:
        return entry
    return Entry(
        value=entry.value,
        unit=entry.unit or base.unit,
        source=entry.source or ASSUMPTION,
        range=entry.range or base.range,
    )
