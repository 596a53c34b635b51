"""This computer: how much it has, how much of it is free, and how much of it a model may take."""

from __future__ import annotations

import math
from dataclasses import dataclass

HOT = 0.95  # of the temperature at which a processor says it is too warm


@dataclass(frozen=True, slots=True)
class Machine:
    """What counts here for a model.  Memory in bytes."""

    cores: int  # physical: two threads on one core do not compute faster
    memory: int
    free: int
    on_battery: bool = False
    hot: bool = False


def machine() -> Machine:
    """Look at this computer now."""
    import psutil

    memory = psutil.virtual_memory()
    return Machine(
        cores=psutil.cpu_count(logical=False) or psutil.cpu_count() or 1,
        memory=memory.total,
        free=memory.available,
        on_battery=_on_battery(),
        hot=_is_hot(),
    )


def threads(machine: Machine, chosen: int = 0, *, beside: bool = False) -> int:
    """Return by how many threads a model may compute.

    ``chosen`` by the user counts; else all cores but one, for the window, and
    half of them on battery, when it is hot, or ``beside`` what the user does.
    """
    if chosen:
        return min(chosen, machine.cores)
    sparing = beside or machine.on_battery or machine.hot
    return max(1, machine.cores // 2 if sparing else machine.cores - 1)


def _on_battery() -> bool:
    import psutil

    battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    return battery is not None and battery.power_plugged is False


def _is_hot() -> bool:
    import psutil

    if not hasattr(psutil, "sensors_temperatures"):  # macOS and Windows tell nobody
        return False
    felt = [one for some in psutil.sensors_temperatures().values() for one in some]
    return any(one.current >= HOT * (one.high or math.inf) for one in felt)
