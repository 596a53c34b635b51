"""What can be believed of somebody, by slot: one value at a time or many, sensitive or not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import resources
from memory.types import ClaimKind, Sensitivity

FILE = "patterns/slots.toml"


@dataclass(frozen=True, slots=True)
class Slot:
    """How the values of a slot stand to each other."""

    kind: ClaimKind | None = None  # None: whatever a draft says
    one: bool = False  # a newer value takes the place of the one before
    sensitivity: Sensitivity = Sensitivity.NORMAL
    told: bool = False  # believed only once the user has said yes
    label: str = ""


UNKNOWN = Slot()


def slot(name: str) -> Slot:
    return slots().get(name, UNKNOWN)


@cache
def slots() -> Mapping[str, Slot]:
    """Return every slot that is known, by its name."""
    return read(resources.text(FILE))


def read(text: str) -> dict[str, Slot]:
    """Read slots from TOML; the file says at its top what it may hold."""
    return {name: _slot(given) for name, given in tomllib.loads(text).items()}


def _slot(given: Mapping[str, Any]) -> Slot:
    values = given.get("values", "many")
    if values not in ("one", "many"):
        raise ValueError(values)
    label = given.get("label", "")
    return Slot(
        ClaimKind(given["kind"]) if "kind" in given else None,
        values == "one",
        Sensitivity(given.get("sensitivity", "normal")),
        _is_told(given),
        label if isinstance(label, str) else ", ".join(label),
    )


def _is_told(given: Mapping[str, Any]) -> bool:
    if given.get("believed", "told") != "told":
        raise ValueError(given["believed"])
    return "believed" in given
