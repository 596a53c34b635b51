"""The keys of providers: in the system's keyring, or nowhere.

A key belongs to a provider at an address: given another address, a provider has no key.
"""

from __future__ import annotations

import re

from assistant.cloud.provider import Provider
from memory import passwords
from memory.errors import Problem

KEY = re.compile(r"[!-~]{1,1000}")  # what may stand in a header


def keep(provider: Provider, key: str) -> None:
    """Keep the key.  Raises Problem where it is none, or this computer has no safe place."""
    if not KEY.fullmatch(key):
        raise Problem(
            "That is no key: it has letters, digits and signs, and no blanks.",
            remedy="Copy it again from the provider's page.",
        )
    if not passwords.keep(_place(provider), key):
        raise Problem(
            "This computer has no keyring that can be trusted with a key, so it is not kept.",
            remedy="Unlock or set up the desktop's keyring, and give the key again.",
        )


def key_of(provider: Provider) -> str | None:
    """Return the key of a provider, None if it has none."""
    return passwords.password_of(_place(provider))


def needed_key(provider: Provider) -> str | None:
    """Return the key; None of the user's own server that has none.  Raises Problem without one."""
    key = key_of(provider)
    if key is None and not provider.mine:
        raise without_key(provider)
    return key


def without_key(provider: Provider) -> Problem:
    return Problem(
        f"{provider.name} has no key.", remedy=f"`famulus cloud key {provider.name}` gives it one."
    )


def forget(provider: Provider) -> None:
    """Take the key of a provider away.  Raises Problem where the keyring does not let it go."""
    passwords.forget(_place(provider))
    if key_of(provider) is not None:
        raise Problem(
            f"The keyring of this computer does not let the key of {provider.name} go.",
            remedy="Unlock it and try again, or take it out with the desktop's own program.",
        )


def _place(provider: Provider) -> str:
    scheme, host, port = provider.origin
    return f"cloud {provider.name} at {scheme}://{host}:{port}"
