"""What the assistant does: answers, learns, rewrites, runs jobs.  Never imports Qt.

``from assistant import Assistant`` is the door for scripts; it is opened late,
so that a process of one part does not load all the others.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.app import Assistant as Assistant

__all__ = ["Assistant"]


def __getattr__(name: str) -> Any:
    if name != "Assistant":
        raise AttributeError(name)
    from assistant.app import Assistant

    return Assistant
