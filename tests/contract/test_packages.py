"""What is installed: the packages of the lock, under licences that this one may stand beside."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import (
    PackageNotFoundError,
    distribution,
    packages_distributions,
    version,
)
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
ROOMS = {"memory", "ingest", "assistant", "ui", "resources"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ASKED = [Requirement(text) for text in PROJECT["dependencies"]]
ASKED_BY_TESTS = [Requirement(text) for text in PROJECT["optional-dependencies"]["test"]]
EXTRAS = [Requirement(text) for text in PROJECT["optional-dependencies"]["presidio"]]

PYTHONS = ("3.11.2", "3.12.0", "3.13.0")  # the first is Debian 12's

COMES_ALONG = {"shiboken6"}  # one half of PySide6, and always of its version

# Packages whose metadata says nothing; read in their sources.
STATED = {
    "hnswlib": "Apache-2.0",
    "sqlcipher3": "Zlib, with SQLCipher under BSD-3-Clause and OpenSSL under Apache-2.0",
}
COPYLEFT = re.compile(r"(?<![A-Za-z])A?GPL|(?<!Lesser )(?<!Library )General Public License", re.I)


def pins(name: str) -> dict[str, Requirement]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    found = [Requirement(line) for line in lines if line and line[0] not in "#-"]
    return {canonicalize_name(pin.name): pin for pin in found}


RUN = pins("requirements.txt")
TEST = pins("requirements-test.txt")
HERE = {name: pin for name, pin in RUN.items() if pin.marker is None or pin.marker.evaluate()}


def licence(name: str) -> str:
    """Return what a package says its licence is, in the most exact of its three ways."""
    meta = distribution(name).metadata
    classifiers = [
        classifier.rpartition(" :: ")[2]
        for classifier in meta.get_all("Classifier") or []
        if classifier.startswith("License :: ") and classifier != "License :: OSI Approved"
    ]
    return said(name, "License-Expression") or "; ".join(classifiers) or said(name, "License")


def said(name: str, field: str) -> str:
    """Return a field of a package's metadata, "" without it.

    Not by index: once keyring has loaded its own importlib_metadata, that raises.
    """
    return "; ".join(distribution(name).metadata.get_all(field) or [])


def binds_us(text: str) -> bool:
    """Return whether every one of the offered licences is the GPL or the AGPL."""
    return all(COPYLEFT.search(choice) for choice in re.split(r"\s+OR\s+", text))


@pytest.mark.parametrize("name", sorted(HERE))
def test_its_licence_lets_us_use_it(name):
    text = licence(name) or STATED.get(name, "")

    assert text, f"{name} does not say its licence; read it and write it into STATED"
    assert not binds_us(text)


@pytest.mark.parametrize("name", sorted(STATED))
def test_what_we_state_a_package_does_not_say_itself(name):
    assert licence(name) == ""


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("GNU Affero General Public License v3", True),
        ("GPL-2.0-only OR GPL-3.0-only", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MPL-2.0 AND MIT", False),
    ],
)
def test_a_licence_that_binds_us_is_seen(text, bound):
    assert binds_us(text) is bound


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_the_lock_holds_what_the_program_asks_for(asked):
    [pinned] = RUN[canonicalize_name(asked.name)].specifier

    assert pinned.operator == "=="
    assert asked.specifier.contains(pinned.version)


@pytest.mark.parametrize("asked", ASKED_BY_TESTS, ids=str)
def test_the_lock_holds_what_the_tests_ask_for(asked):
    [pinned] = (TEST | RUN)[canonicalize_name(asked.name)].specifier

    assert pinned.operator == "=="
    assert asked.specifier.contains(pinned.version)


@pytest.mark.parametrize("name", sorted(HERE))
def test_what_is_installed_is_what_is_locked(name):
    assert HERE[name].specifier.contains(version(name))


@pytest.mark.parametrize("name", sorted(HERE))
def test_what_a_package_needs_is_in_the_lock(name):
    needs = [Requirement(text) for text in distribution(name).requires or []]
    needed = {
        canonicalize_name(need.name)
        for need in needs
        if need.marker is None or need.marker.evaluate({"extra": ""})
    }

    assert needed - RUN.keys() - {"pip"} == set()


def imported_by_us() -> dict[str, set[str]]:
    """Return the packages that our sources import, each with the files that do."""
    owners = packages_distributions()
    found: dict[str, set[str]] = {}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.module:
                    names = [node.module]
                for top in {name.partition(".")[0] for name in names} - sys.stdlib_module_names:
                    for owner in owners.get(top, [top]) if top not in ROOMS else []:
                        name = canonicalize_name(owner)
                        found.setdefault(name, set()).add(path.relative_to(ROOT).as_posix())
    return found


def test_what_our_sources_import_is_asked_for():
    asked = {canonicalize_name(asked.name) for asked in [*ASKED, *EXTRAS]} | COMES_ALONG
    unasked = {name: files for name, files in imported_by_us().items() if name not in asked}

    assert unasked == {}


@pytest.mark.parametrize("pin", [*RUN.values(), *TEST.values()], ids=str)
def test_every_pin_is_one_version(pin):
    assert [specifier.operator for specifier in pin.specifier] == ["=="]


@pytest.mark.parametrize("name", sorted(HERE | TEST))
def test_it_runs_on_the_oldest_python_and_on_the_newest(name):
    wanted = SpecifierSet(said(name, "Requires-Python"))

    assert [python for python in PYTHONS if python not in wanted] == []


def test_no_graphics_cards_libraries_are_in_the_lock():
    assert [name for name in RUN if name.startswith(("nvidia", "cuda", "triton"))] == []


@pytest.mark.parametrize("name", ["keyrings.alt", "keyrings.cryptfile"])
def test_no_keyring_that_writes_in_the_clear_is_installed(name):
    with pytest.raises(PackageNotFoundError):
        distribution(name)
