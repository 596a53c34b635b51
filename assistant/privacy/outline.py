"""Outline: what leaves is the task, and not the matter it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.privacy.recognizers.spans import Span

END = re.compile(r"[.!?](?=\s|$)|:(?=\s|$)|\n|$")
ASKED = (
    "Give an outline of 8 to 12 points, each of 3 to 5 words, for this task. "
    "Do not write the text itself.\nTask: {task}"
)
ENOUGH = 3  # words of a task that say what it is
LONGEST = 300  # characters of a task
MATTER = "the matter stays here; the task leaves"
NO_TASK = "No task can be told from the matter here: say first what is to be written."


def task_in(text: str, private: Iterable[Span]) -> tuple[int, int] | None:
    """Return where the task stands with which a text begins; None if none can be told.

    It ends with a sentence or a colon that is not inside of something private, and
    holds some words besides.
    """
    spans = list(private)
    start = len(text) - len(text.lstrip())
    for match in END.finditer(text, start):
        if not any(span.start < match.end() and match.start() < span.end for span in spans):
            break
    else:
        return None
    end = match.start()
    inside = sorted((s for s in spans if start <= s.start < end), key=lambda s: s.start)
    said, at = [], start
    for span in inside:
        said.append(text[at : span.start])
        at = span.end
    words = "".join([*said, text[at:end]]).split()
    return (start, end) if len(words) >= ENOUGH and end - start <= LONGEST else None
