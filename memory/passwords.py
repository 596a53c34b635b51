"""Passwords of other places, kept in the system's keyring or nowhere: never in a file of ours."""

from __future__ import annotations

from memory.keys import keyring_drop, keyring_put, keyring_take


def keep(place: str, password: str) -> bool:
    """Keep the password of a place; False if this computer has no keyring that can be trusted."""
    return keyring_put(_account(place), password.encode())


def password_of(place: str) -> str | None:
    """Return the password that was kept for a place, None if there is none."""
    kept = keyring_take(_account(place))
    return kept[0].decode() if kept else None


def forget(place: str) -> None:
    keyring_drop(_account(place))


def _account(place: str) -> str:
    return f"password of {place}"
