from __future__ import annotations

from assistant.privacy.outline import outlined
from assistant.privacy.rewriting import Hidden, Preview
from assistant.privacy.spans import Kind

TEXT = "Write a letter to my landlord: the heating is broken."


def test_the_task_leaves_and_the_matter_stays():
    out = outlined(Preview(TEXT), TEXT)

    assert "Write a letter to my landlord" in out.outgoing
    assert "heating" not in out.outgoing
    assert TEXT[out.hidden[-1].start :].strip() == "the heating is broken."


def test_what_the_task_does_not_name_is_not_listed_as_hidden():
    inside = Hidden(Kind.PERSON, 40, 43, "[PERSON_1]", "")
    masked = "Write a letter to my landlord: [PERSON_1] is cold."

    assert inside not in outlined(Preview(masked, (inside,)), TEXT).hidden


def test_where_no_task_is_told_nothing_leaves():
    out = outlined(Preview("[PERSON_1] came"), "Ada came")

    assert (out.blocked, out.outgoing) == (True, "")


def test_what_is_blocked_stays_so():
    blocked = Preview("", blocked=True, reason="No.")

    assert outlined(blocked, TEXT) is blocked
