"""The short list of models that may be got: resources/models.toml, read and in words."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

import resources

# Bits for each parameter, as llama.cpp says of its own quantisations (tools/quantize).
BITS = {"Q4_K_M": 4.84, "Q5_K_M": 5.68, "Q6_K": 6.56, "Q8_0": 8.5}
QUANTISATION = re.compile(r"(?<![A-Z0-9])(I?Q\d(?:_[A-Z0-9]+)*|B?F16|F32)(?![A-Z0-9])", re.I)


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that may be got."""

    name: str  # what it is called on the command line
    title: str
    repository: str
    file: str  # "" where no source says its name: then the repository is asked
    licence: str
    terms: str  # what the licence means, in a sentence
    parameters: int
    context: int  # tokens; 0 where no source says it

    @property
    def about(self) -> int:
        """Return about how many bytes its weights take, until the repository says it."""
        return round(self.parameters * BITS.get(quantisation(self.file), 8.5) / 8)


@cache
def offers() -> tuple[Offer, ...]:
    """Return what may be got, small ones first."""
    said = tomllib.loads(resources.text("models.toml"))
    licences = said["licence"]
    return tuple(
        Offer(
            name=one["name"],
            title=one["title"],
            repository=one["repository"],
            file=one.get("file", ""),
            licence=licences[one["licence"]]["title"],
            terms=licences[one["licence"]]["words"],
            parameters=round(one["parameters"] * 1e9),
            context=one.get("context", 0),
        )
        for one in said["model"]
    )


def offer(name: str) -> Offer | None:
    """Return the offer of this name, or of this repository."""
    wanted = name.casefold()
    return next((o for o in offers() if wanted in {o.name, o.repository.casefold()}), None)


def quantisation(file: str) -> str:
    """Return what the name of a file says of how its numbers are kept: "Q4_K_M"; else ""."""
    found = QUANTISATION.findall(file)
    return str(found[-1]).upper() if found else ""


def licence_in_words(id: str) -> str:
    """Return a licence by the id that a file's header gives it, in words if it is known."""
    known = tomllib.loads(resources.text("models.toml"))["licence"].get(id.casefold())
    return known["title"] if known else id
