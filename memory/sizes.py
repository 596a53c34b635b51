"""How sizes are said where no locale is at hand: 1.2 GB."""

from __future__ import annotations

UNITS = ("bytes", "kB", "MB", "GB", "TB")


def sized(count: float) -> str:
    """Return so many bytes in the unit in which they are read at a glance, in thousands."""
    unit = 0
    while count >= 999.5 and unit < len(UNITS) - 1:
        count /= 1000
        unit += 1
    digits = 1 if unit > 1 and count < 99.5 else 0
    return f"{count:.{digits}f} {UNITS[unit]}"


def estimated_tokens(text: str) -> int:
    """Return about how many tokens a text has."""
    return -(-len(text.encode("utf-8", "surrogatepass")) // 4)
