"""The tables of words by which texts are read and rewritten; see resources/writing."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

import resources


@cache
def table(name: str) -> dict[str, Any]:
    """Return a table as it is written; it is read once."""
    return tomllib.loads(resources.text(f"writing/{name}.toml"))


@cache
def listed(name: str, part: str, language: str) -> frozenset[str]:
    """Return a list of words for one language; empty where there is none."""
    return frozenset(table(name)[part].get(language, "").split())
