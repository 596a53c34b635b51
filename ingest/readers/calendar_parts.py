"""A calendar file as its components, each by itself: one that is broken costs only itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

KEPT = {"VEVENT", "VTODO", "VJOURNAL"}
DEEPEST = 10  # components in components
LARGEST = 1_000_000  # characters of one event


@dataclass(slots=True)
class Component:
    """The lines of an event, without those of its alarms."""

    name: str
    lines: list[str] = field(default_factory=list, repr=False)
    size: int = 0
    fault: str = ""  # why it cannot be read

    @property
    def text(self) -> str:
        return "\r\n".join([f"BEGIN:{self.name}", *self.lines, f"END:{self.name}", ""])


def components(text: str) -> Iterator[Component]:
    """Yield events, tasks, journals and time zones, in order."""
    open_: Component | None = None
    inside: list[str] = []  # names of what is open inside of it
    for line in text.split("\n"):
        word, _, rest = line.strip().partition(":")
        begins, ends = word.upper() == "BEGIN", word.upper() == "END"
        name = rest.strip().upper()
        if begins and name in KEPT | {"VTIMEZONE"}:
            if open_:
                open_.fault = "It breaks off in its middle."
                yield open_
            open_, inside = Component(name), []
        elif open_ is None:
            continue
        elif ends and name == open_.name:
            yield open_
            open_ = None
        else:
            _add(open_, line, inside, name if begins or ends else "", ends=ends)
    if open_:
        open_.fault = "It breaks off in its middle."
        yield open_


def _add(component: Component, line: str, inside: list[str], name: str, *, ends: bool) -> None:
    if name and not ends:
        inside.append(name)
    # The hours of a time zone are components too; the alarms of an event are nobody's words.
    if component.name == "VTIMEZONE" or not inside:
        component.size += len(line)
        if component.size <= LARGEST and len(inside) <= DEEPEST:
            component.lines.append(line)
        else:
            component.fault = "It is larger than any event needs."
            component.lines.clear()
    if name and ends and inside:
        inside.pop()
