"""A text with private things in it, and what really leaves of it."""

from __future__ import annotations

from assistant.privacy.rewriting import Preview
from tests.ui.fake_privacy import FakePrivacy

TEXT = (
    "Dear Cleo,\n\nI am Ada Quill of Morley & Tate. Write to me at ada@quill.org, or pay to "
    "GB29 NWBK 6016 1331 9268 19.\n"
)


def preview(text: str = TEXT, *rules: str) -> Preview:
    return FakePrivacy(list(rules)).preview(text)
