"""Outline: what leaves is the task, and not the matter it is about."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.privacy.rewriting import Hidden, Preview
from assistant.privacy.spans import Kind

TASK = re.compile(r"\s*(.{1,300}?)(?:[.!?](?=\s|$)|:(?=\s|$)|\n|$)", re.DOTALL)
ASKED = (
    "Give an outline of 8 to 12 points, each of 3 to 5 words, for this task. "
    "Do not write the text itself.\nTask: {task}"
)
ENOUGH = 3  # words of a task that say what it is
NAMED = re.compile(r"\[[A-Z]+_\d+[a-z]*\]")


def outlined(preview: Preview, text: str) -> Preview:
    """Return a preview of which only the task leaves, with what it names left unnamed."""
    if preview.blocked:
        return preview
    match = TASK.match(preview.outgoing)
    task = match[1].strip() if match else ""
    if len(NAMED.sub("", task).split()) < ENOUGH:
        return replace(
            preview,
            outgoing="",
            blocked=True,
            reason="No task can be told from the matter here: say first what is to be written.",
        )
    rest = len(text) - len(text.lstrip())
    cut = Hidden(
        Kind.DETAIL, _end(text, rest), len(text), "", "the matter stays here; the task leaves"
    )
    hidden = tuple(h for h in preview.hidden if h.placeholder in task)
    if cut.start < cut.end:
        hidden += (cut,)
    return replace(preview, outgoing=ASKED.format(task=task), hidden=hidden)


def _end(text: str, at: int) -> int:
    match = TASK.match(text, at)
    return match.end() if match else at
