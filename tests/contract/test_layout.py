"""Every module that does something has its test where you would look for it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("memory", "ingest", "assistant", "ui")
MODULES = sorted(
    path.relative_to(ROOT)
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if path.name != "__init__.py"
)
TESTED_BY_CONTRACT = {"assistant/egress.py"}  # in test_doors.py
LONGEST_FILE = 400  # lines

# Words that refuse nothing: under such a name any line finds a place.
LEFTOVERS = {"base", "common", "core", "helper", "manager", "misc", "service", "util"}

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DECISIONS = (ast.If, ast.For, ast.While, ast.Try, ast.With)


def parsed(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def does_something(tree: ast.Module) -> bool:
    """Return whether a function of the file decides, repeats or tries anything."""
    functions = (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))
    return any(isinstance(node, DECISIONS) for f in functions for node in ast.walk(f))


def opens_a_transaction(item: ast.withitem) -> bool:
    call = item.context_expr
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in {"change", "write"}
        and not call.args
    )


def yields_in_a_transaction(tree: ast.Module) -> list[int]:
    blocks = (node for node in ast.walk(tree) if isinstance(node, ast.With))
    return [
        inner.lineno
        for block in blocks
        if any(map(opens_a_transaction, block.items))
        for inner in ast.walk(block)
        if isinstance(inner, ast.Yield | ast.YieldFrom)
    ]


def leftovers(path: Path, tree: ast.Module) -> set[str]:
    """Return the names of the module and its classes that say nothing of what is in them."""
    classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    endings = tuple(word.title() + plural for word in LEFTOVERS for plural in ("", "s"))
    words = {word.removesuffix("s") for word in path.with_suffix("").as_posix().split("/")}
    words |= {word.removesuffix("s") for word in path.stem.split("_")}
    return {name for name in classes if name.endswith(endings)} | words & LEFTOVERS


def test_there_are_modules():
    assert {path.parts[0] for path in MODULES} == set(PACKAGES)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_it_has_a_test_of_its_name(path):
    if not does_something(parsed(path)) or path.as_posix() in TESTED_BY_CONTRACT:
        return
    test = ROOT / "tests" / path.parent / f"test_{path.name}"

    assert test.exists(), f"write {test.relative_to(ROOT)}"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_it_says_what_it_is_and_is_not_too_long(path):
    source = (ROOT / path).read_text(encoding="utf-8")

    assert ast.get_docstring(ast.parse(source)), f"{path} does not say what it is"
    assert source.count("\n") <= LONGEST_FILE, f"{path} is two files"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_transaction_is_open_across_a_yield(path):
    held = yields_in_a_transaction(parsed(path))

    assert held == [], f"{path} yields inside a transaction"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_its_name_refuses_something(path):
    assert leftovers(path, parsed(path)) == set()


# The checks themselves: each sees what it is there to see.


def test_a_decision_needs_a_test_and_a_constant_does_not():
    assert does_something(ast.parse("def f(x):\n    if x:\n        return 1"))
    assert not does_something(ast.parse("A = 1\ndef f(x):\n    return x"))


def test_a_yield_inside_a_transaction_is_seen():
    held = "def f(store):\n    with store.write() as db:\n        yield 1"
    after = "def f(store):\n    with store.write() as db:\n        pass\n    yield 1"
    a_file = "def f(archive):\n    with archive.write('name') as file:\n        yield 1"

    assert yields_in_a_transaction(ast.parse(held)) == [3]
    assert yields_in_a_transaction(ast.parse(after)) == []
    assert yields_in_a_transaction(ast.parse(a_file)) == []


@pytest.mark.parametrize(
    ("path", "source", "found"),
    [
        ("memory/utils.py", "", {"util"}),
        ("memory/mail_helpers.py", "", {"helper"}),
        ("memory/common/mail.py", "", {"common"}),
        ("memory/mail.py", "class MailManager: ...", {"MailManager"}),
        ("memory/mail.py", "class Mail: ...", set()),
    ],
)
def test_a_name_for_leftovers_is_seen(path, source, found):
    assert leftovers(Path(path), ast.parse(source)) == found


@pytest.mark.parametrize("path", [m for m in MODULES if m.parts[0] != "memory"], ids=str)
def test_no_sql_stands_above_memory(path):
    tree = ast.parse((ROOT / path).read_text())
    calls = [
        n.lineno
        for n in ast.walk(tree)
        if isinstance(n, ast.Call)
        and isinstance(n.func, ast.Attribute)
        and n.func.attr in {"execute", "executemany", "executescript"}
    ]

    assert calls == [], f"{path} speaks SQL"
