"""How a program is told that it does not get what it asked for."""

from __future__ import annotations

from assistant.serving.refusals import Refused, as_object, refusal
from memory.errors import Problem


def test_what_was_asked_wrongly_is_said_to_be():
    told = as_object(Refused("No.", remedy="Ask otherwise.", code="odd", param="n"))

    assert told == {
        "error": {
            "message": "No. Ask otherwise.",
            "type": "invalid_request_error",
            "param": "n",
            "code": "odd",
        }
    }


def test_a_problem_of_ours_is_no_fault_of_who_asked():
    refused = refusal(Problem("The disk is full.", remedy="Make space."))

    assert (refused.status, as_object(refused)["error"]["type"]) == (503, "server_error")
    assert as_object(refused)["error"]["message"] == "The disk is full. Make space."
    assert refusal(refused) is refused
