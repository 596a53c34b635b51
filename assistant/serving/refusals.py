"""Why a program was not given what it asked for, said as the programs of this kind expect it."""

from __future__ import annotations

from typing import Any

from memory.errors import Problem

ASKED_WRONGLY = "invalid_request_error"
OURS = "server_error"


class Refused(Problem):
    """What was asked for cannot be given; ``status`` is the one of HTTP."""

    def __init__(
        self,
        message: str,
        *,
        remedy: str = "",
        status: int = 400,
        code: str | None = None,
        param: str | None = None,
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.status = status
        self.code = code
        self.param = param


def refusal(problem: Problem) -> Refused:
    """Return a problem as it is told to a program; one of ours is no fault of what was asked."""
    if isinstance(problem, Refused):
        return problem
    return Refused(str(problem), remedy=problem.remedy, status=503, code="not_now")


def as_object(refused: Refused) -> dict[str, Any]:
    """Return the object of JSON in which the OpenAI API tells an error."""
    message = f"{refused} {refused.remedy}".strip()
    type = OURS if refused.status >= 500 else ASKED_WRONGLY
    return {
        "error": {"message": message, "type": type, "param": refused.param, "code": refused.code}
    }
