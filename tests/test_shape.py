"""The shape of the house: small modules, imports one way, nothing that may not be."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("market", "pricing", "simulation", "migrations", "benchmarks", "tests")
MODULES = [
    ROOT / "app.py",
    *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))),
]
LONGEST_MODULE = 300
LONGEST_FUNCTION = 60
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_has_at_most_300_lines(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_fits_the_screen(path):
    if "versions" in path.parts:
        pytest.skip("a first migration lists every column of its tables")
    functions = (
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )

    long = [f.name for f in functions if f.end_lineno - f.lineno >= LONGEST_FUNCTION]

    assert long == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_named_for_what_it_holds(path):
    assert path.stem not in FORBIDDEN_NAMES


def test_imports_point_one_way():
    lint = Path(sys.executable).with_name("lint-imports")

    outcome = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize(
    "path", sorted((ROOT / "pricing" / "law").rglob("*.yaml")), ids=name_of
)
def test_a_figure_of_law_is_dated_sourced_and_has_a_unit(path):
    figure = yaml.safe_load(path.read_text("utf-8"))

    needed = {"description", "description_zh", "unit", "source", "confidence", "values"}
    assert needed <= set(figure)
    assert all("source" in entry for entry in figure["values"].values())


def test_both_locks_name_no_registry():
    for lock in ("requirements.lock", "requirements-setup.lock", "package-lock.json"):
        text = (ROOT / lock).read_text("utf-8")

        assert '"resolved"' not in text
        assert "index-url" not in text
        assert "find-links" not in text


def test_the_settings_example_names_every_setting_that_is_read():
    read = (ROOT / "market" / "settings.py").read_text("utf-8")
    listed = (ROOT / ".env.example").read_text("utf-8")

    names = {
        node.args[0].value
        for node in ast.walk(ast.parse(read))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and isinstance(node.args[0], ast.Constant)
    }

    assert names
    assert all(f"{name}=" in listed for name in names)


def public_functions(path):
    """Return functions named in __all__; the last definition of an overload."""
    tree = ast.parse(path.read_text("utf-8"))
    named = {
        element.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        for element in node.value.elts
    }
    found = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return [node for name, node in found.items() if name in named]


def sections_missing(node):
    """Return which sections a docstring lacks; an example may say as much."""
    text = ast.get_docstring(node) or ""
    given = node.args
    names = [*given.args, *given.kwonlyargs, *filter(None, (given.kwarg, given.vararg))]
    if len(names) <= 1 and "Examples\n---" in text:
        return []
    needed = [("Parameters",)] if names else []
    if ast.unparse(node.returns) != "None":
        needed.append(("Returns", "Yields"))
    if any(isinstance(part, ast.Raise) for part in ast.walk(node)):
        needed.append(("Raises",))
    return [any_of for any_of in needed if not any(f"{s}\n---" in text for s in any_of)]


def test_a_public_function_of_pricing_says_what_it_takes_gives_and_refuses():
    missing = {
        f"{path.stem}.{node.name}": sections
        for path in sorted((ROOT / "pricing").rglob("*.py"))
        for node in public_functions(path)
        if (sections := sections_missing(node))
    }

    assert missing == {}
