"""Failures that are the world's fault, said so that a person can act on them.

* Problem
  x WrongKey
  x StoreTooNew
  x StoreDamaged
  x UnreadableDocument
  x ProcessDied
  x NetworkForbidden

Anything that is not a Problem is a bug in our code and gets a traceback.
"""

from __future__ import annotations

import traceback


class Problem(Exception):
    """Something the user can see, understand and perhaps put right.

    The message is shown as it stands: one sentence of what happened.  ``remedy``
    is one sentence of what to do, or empty where there is nothing to do.
    """

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class WrongKey(Problem):
    """None of the keys at hand opens this memory; nothing was touched."""


class StoreTooNew(Problem):
    """The store was written by a newer version of the program; nothing was touched."""


class StoreDamaged(Problem):
    """The file of the store is not what was written."""


class UnreadableDocument(Problem):
    """A file, or one message of it, could not be read as what it claims to be."""


class ProcessDied(Problem):
    """A process of our own ended or fell silent before it had answered."""


class NetworkForbidden(Problem):
    """Code tried to leave the machine without permission."""


def whereabouts(error: BaseException) -> str:
    """Return the type of a bug and the places in our code that it came through.

    Its message is left out: it may hold a person's words or paths, and this may be
    pasted into a public report.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join([type(error).__name__, *places])
