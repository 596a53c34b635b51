"""The commands on a text: those that come with the program, and the user's own.

An own command is a title and what a model is asked, in which {to}, {language},
{instruction} and {today} stand for what is known when it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from assistant.writing.kept import Keeps
from assistant.writing.tables import table
from memory.commands import OwnCommand
from memory.errors import Problem

VARIABLES = ("to", "language", "instruction", "today")
VARIABLE = re.compile(r"\{(\w*)\}")
TONE = "tone"
LISTED = "`famulus write commands` shows them."
GIVEN = {
    "to": "whom it is to (`--to`)",
    "language": "the language (`--language`)",
    "instruction": "an instruction (`--instruction`)",
}


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done with a text.

    ``needs`` is what has to be given with it, of VARIABLES; ``tier`` the lowest
    at which a model does it; ``rules`` whether it can be done without one.
    """

    id: str
    title: str
    shortcut: str = ""
    own: bool = False
    needs: str = ""
    tier: int = 1
    rules: bool = False
    keeps: Keeps = field(default=Keeps.ALL, repr=False)
    ask: str = field(default="", repr=False)
    instead: str = field(default="", repr=False)
    goes_on: bool = False  # what is written comes after the text and not in its place
    own_voice: bool = False  # a model is told how the user writes


@cache
def built_in() -> tuple[Command, ...]:
    """Return the commands that come with the program, in the order they are shown."""
    return tuple(
        Command(**one | {"keeps": Keeps(one["keeps"])}) for one in table("commands")["command"]
    )


def of_user(own: OwnCommand) -> Command:
    """Return a command of the user's own; a model is needed, and anything may change."""
    needs = next((name for name in GIVEN if name in variables(own.ask)), "")
    return Command(
        own.id, own.title, own.shortcut, own=True, needs=needs, keeps=Keeps.ALL, ask=own.ask
    )


def variables(ask: str) -> list[str]:
    """Return the variables of an instruction, in order."""
    return list(dict.fromkeys(VARIABLE.findall(ask)))


def check(title: str, ask: str, taken: Iterable[Command]) -> None:
    """Raise Problem if this cannot be a command of the user's own."""
    if not title.strip() or not ask.strip():
        raise Problem("A command has a title and says what is to be done.")
    strange = [name for name in variables(ask) if name not in VARIABLES]
    if strange:
        raise Problem(
            f"There is no variable {{{strange[0]}}}.",
            remedy=f"There are {', '.join(f'{{{name}}}' for name in VARIABLES)}.",
        )
    if id_of(title) in {one.id for one in taken} | {TONE}:
        raise Problem("There is a command of that name already.", remedy=LISTED)


def id_of(title: str) -> str:
    """Return what a command is called on the command line: its title in small letters."""
    return "-".join(re.findall(r"\w+", title.casefold()))


def found(commands: Iterable[Command], wanted: str, instruction: str) -> tuple[Command, str]:
    """Return the command of that name, and what is left of the instruction.

    "tone" names its tone in the instruction.  Raises Problem if there is none.
    """
    known = {one.id: one for one in commands}
    name = id_of(wanted)
    if name == TONE:
        name, instruction = _tone(instruction), ""
    if name not in known:
        raise Problem("There is no such command for a text.", remedy=LISTED)
    return known[name], instruction


def _tone(instruction: str) -> str:
    wanted = instruction.strip().casefold().removeprefix("more ")
    tones = {"friendly": "friendlier", "firm": "firmer", "plain": "plainer"}
    name = tones.get(wanted, wanted)
    if name not in ("friendlier", "formal", "firmer", "plainer"):
        raise Problem(
            "Which tone?", remedy="`--instruction` takes friendlier, formal, firmer or plainer."
        )
    return name


def filled(command: Command, values: Mapping[str, str]) -> str:
    """Return what a model is asked, with what was given put in.  Raises Problem if it lacks."""
    missing = command.needs if command.needs and not values.get(command.needs) else ""
    if missing:
        raise Problem(f"“{command.title}” needs {GIVEN[missing]}.")
    ask = VARIABLE.sub(lambda m: values.get(m[1], ""), command.ask)
    return " ".join(ask.split())
