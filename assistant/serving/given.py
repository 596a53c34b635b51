"""Values that a program gave us as JSON, believed no further than they are of their kind."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from assistant.serving.refusals import Refused

LONGEST = 1 << 20  # characters of one text

N = TypeVar("N", int, float)


def parsed(data: bytes) -> Given:
    """Read one object of JSON.  Raises Refused if it is none."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as err:
        raise Refused("This is not JSON.", code="invalid_json") from err
    return Given(value)


class Given:
    """The members of an object; each is asked for by its name and kind.  Raises Refused."""

    def __init__(self, value: object) -> None:
        if not isinstance(value, Mapping):
            raise Refused("This is no object of JSON.", code="invalid_json")
        self._value: dict[str, Any] = {name: one for name, one in value.items() if one is not None}

    def __contains__(self, name: str) -> bool:
        return name in self._value

    def names(self) -> set[str]:
        return set(self._value)

    def only(self, known: Collection[str]) -> None:
        """Refuse what has a name that is not known: it would be left out without a word."""
        unknown = sorted(self.names() - set(known))
        if unknown:
            raise Refused(
                f"There is no “{unknown[0][:40]}” here.", remedy=f"There are: {', '.join(known)}."
            )

    def any(self, name: str) -> Any:
        return self._value.get(name)

    def text(self, name: str, default: str | None = None, *, most: int = LONGEST) -> str:
        """Return a text; without a default it has to be there and say something."""
        value = self._value.get(name, default)
        if not isinstance(value, str):
            raise self.wrong(name, "a text")
        if default is None and not value.strip():
            raise self.wrong(name, "a text that says something")
        if len(value) > most:
            raise self.wrong(name, f"a text of at most {most} characters")
        return storable(value)

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        value = self._value.get(name, default)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(name, "a whole number")
        return self._between(name, value, low, high)

    def number(self, name: str, default: float, low: float, high: float) -> float:
        value = self._value.get(name, default)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.wrong(name, "a number")
        return self._between(name, float(value), low, high)

    def yes(self, name: str) -> bool:
        value = self._value.get(name, False)
        if not isinstance(value, bool):
            raise self.wrong(name, "true or false")
        return value

    def choice(self, name: str, of: Iterable[str], default: str = "") -> str:
        value = self._value.get(name, default)
        choices = [str(one) for one in of]
        if value != default and value not in choices:
            raise self.wrong(name, f"one of {', '.join(choices)}")
        return str(value)

    def day(self, name: str) -> datetime | None:
        """Return a day or a moment, in the zone of this computer if it names none."""
        if name not in self:
            return None
        try:
            given = datetime.fromisoformat(self.text(name, most=40))
            return given if given.tzinfo else given.replace(tzinfo=_here())
        except ValueError as err:
            raise self.wrong(name, "a day, such as 2026-03-01") from err

    def listed(self, name: str) -> list[Any]:
        value = self._value.get(name, [])
        if not isinstance(value, list):
            raise self.wrong(name, "a list")
        return value

    def within(self, name: str) -> Given:
        """Return the object of that name; an empty one if it is not there."""
        value = self._value.get(name, {})
        if not isinstance(value, Mapping):
            raise self.wrong(name, "an object")
        return Given(value)

    def wrong(self, name: str, wanted: str) -> Refused:
        return Refused(f"“{name}” has to be {wanted}.", param=name)

    def _between(self, name: str, value: N, low: N, high: N) -> N:
        if not low <= value <= high:  # also what is no number
            raise self.wrong(name, f"between {low} and {high}")
        return value


def storable(text: str) -> str:
    """Return the text.  Raises Refused where half a character was cut off."""
    try:
        text.encode()
    except UnicodeEncodeError as err:
        raise Refused("A text is cut off in the middle of a character.") from err
    return text


def _here() -> Any:
    return datetime.now(UTC).astimezone().tzinfo
