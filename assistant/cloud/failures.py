"""What can go wrong with a provider, each a sentence and what to do.

Nothing of what the provider itself says of it is shown: it is others' text.  The ledger keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from memory.errors import Problem

NOTHING_LEFT = "Nothing left this computer."
MAY_HAVE = "It may have been read there; the ledger has what was sent."
OFF = "The cloud is switched off."
SWITCH = "`famulus cloud on` switches it on; without it, everything is done on this computer."
ODD = (AttributeError, TypeError, ValueError, LookupError, RecursionError)
REFUSED = {
    300: (
        "leads to another address, and nothing was sent there",
        "Set the provider up with the address that its pages name.",
    ),
    400: (
        "did not take the request (status {})",
        "It may be too long for this model; the ledger has what it said.",
    ),
    401: ("does not accept this key", "Give another with `famulus cloud key {}`."),
    402: ("wants to be paid first", "Look at your account there, or ask here."),
    403: ("does not accept this key", "Give another with `famulus cloud key {}`."),
    404: (
        "has no such model, or is not at this address",
        "Look at the model's name and at the address.",
    ),
}


def refused(name: str, status: int, headers: Mapping[str, str]) -> Problem:
    """Return what an answer means that is none."""
    if status == 429:
        wait = headers.get("retry-after", "")
        after = f"{wait} seconds" if wait.isdecimal() and len(wait) < 6 else "some minutes"
        return Problem(
            f"{name} was asked too often, or your credit there is used up.",
            remedy=f"Try again in {after}, or ask the model on this computer.",
        )
    if status >= 500:
        return Problem(
            f"{name} cannot answer just now (status {status}).",
            remedy="Try again later, or ask the model on this computer.",
        )
    said, remedy = REFUSED.get(status) or REFUSED[300 if 300 <= status < 400 else 400]
    return Problem(f"{name} {said.format(status)}.", remedy=remedy.format(name))


def unreached(name: str, error: BaseException, *, left: bool) -> Problem:
    """Return how to say that a connection came to nothing, or broke; ``left`` if words had gone."""
    if _is_of_trust(error):
        return Problem(
            f"{name} could not prove that it is {name}. {NOTHING_LEFT}",
            remedy="Look at the address; a server of your own needs its certificate set.",
        )
    if not left:
        return Problem(
            f"{name} cannot be reached. {NOTHING_LEFT}",
            remedy="Look at the connection and at the spelling of the address.",
        )
    return Problem(
        f"The connection to {name} broke off.", remedy=f"{MAY_HAVE} Ask again if you want to."
    )


def slow(name: str, *, left: bool) -> Problem:
    """Return how to say that a provider let us wait too long."""
    return Problem(
        f"{name} did not answer in time.", remedy=MAY_HAVE if left else f"{NOTHING_LEFT} Try later."
    )


def off() -> Problem:
    return Problem(OFF, remedy=SWITCH)


def cut() -> Problem:
    """Return how to say that the switch was turned while an answer came."""
    return Problem(f"{OFF} The answer was cut.", remedy=MAY_HAVE)


def stopped() -> Problem:
    """Return how to say that the user wanted no more of an answer."""
    return Problem("It was stopped.", remedy=MAY_HAVE)


def not_understood(name: str) -> Problem:
    return Problem(
        f"{name} did not answer in the form that was expected.",
        remedy="Look whether it is what you set it up as; the ledger has what it said.",
    )


def ended_early(name: str) -> Problem:
    return Problem(f"The answer of {name} ended before its end.", remedy="Ask again if you like.")


@contextmanager
def told(name: str, *others: type[Exception]) -> Iterator[None]:
    """Say in a sentence what a client makes of an answer; ``others`` are its own exceptions.

    The clients do not look at the shape of what they read, so an odd one may fail anywhere.
    """
    odd: tuple[type[Exception], ...] = (*ODD, *others)
    try:
        yield
    except Problem:
        raise
    except odd as err:
        seen: BaseException | None = err
        while seen is not None:  # the clients wrap what the transport raised
            if isinstance(seen, Problem):
                raise seen from None
            seen = seen.__cause__ or seen.__context__
        raise not_understood(name) from None


def _is_of_trust(error: BaseException | None) -> bool:
    while error is not None:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
