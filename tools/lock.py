"""Write requirements.txt and requirements-test.txt from what is installed in this environment.

``make lock``, after trying new versions in .venv.  What pyproject.toml asks for is
followed through the installed metadata; a package that only some systems or Pythons
need keeps the condition under which it is needed.
"""

from __future__ import annotations

import tomllib
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
NOT_PINNED = {"pip"}  # it is what reads the lock
HEAD = "# Every package, exactly. Written by `make lock`; not by hand.\n"

Lock = dict[str, set[str]]  # package: the conditions it is needed under; "" is always


def condition(requirement: Requirement) -> str | None:
    """Return the marker as text, or None where it does not hold here."""
    marker = requirement.marker
    if marker is None:
        return ""
    if not marker.evaluate({"extra": ""}):
        return None
    return str(marker)


def follow(requirement: Requirement, under: str, lock: Lock) -> None:
    """Put the package and all that it needs into the lock."""
    own = condition(requirement)
    name = canonicalize_name(requirement.name)
    if own is None or name in NOT_PINNED:
        return
    both = " and ".join(f"({part})" if " or " in part else part for part in (under, own) if part)
    seen = lock.setdefault(name, set())
    if "" in seen or both in seen:
        return
    seen.add(both)
    for needed in distribution(name).requires or []:
        follow(Requirement(needed), both, lock)


def followed(requirements: list[str]) -> Lock:
    """Return the lock of these requirements."""
    lock: Lock = {}
    for text in requirements:
        follow(Requirement(text), "", lock)
    return lock


def line(name: str, conditions: set[str]) -> str:
    """Return a pinned requirement; a build's own mark (+cpu) is left to pip."""
    version = distribution(name).version.partition("+")[0]
    marker = "" if "" in conditions else "; " + " or ".join(sorted(conditions, key=len))
    return f"{name}=={version}{marker}\n"


def main() -> None:
    """Write both files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    run = followed(project["dependencies"])
    test = followed(project["optional-dependencies"]["test"])
    (ROOT / "requirements.txt").write_text(
        HEAD + "".join(line(name, run[name]) for name in sorted(run))
    )
    (ROOT / "requirements-test.txt").write_text(
        HEAD
        + "-r requirements.txt\n"
        + "".join(line(name, test[name]) for name in sorted(test.keys() - run.keys()))
    )


if __name__ == "__main__":
    main()
