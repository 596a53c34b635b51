"""The providers that the user set up, in the settings of a memory; none of it is secret."""

from __future__ import annotations

from typing import Any

from assistant.cloud import keys
from assistant.cloud.provider import Provider, as_kept, from_kept
from memory import settings
from memory.errors import Problem
from memory.store import MemoryStore
from memory.types import Changes

PROVIDERS = "cloud providers"  # in the settings


class Providers:
    """Who may be asked, of one memory."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def all(self) -> list[Provider]:
        """Return them in the order in which they were set up."""
        return [from_kept(name, kept) for name, kept in self._kept().items()]

    def named(self, name: str) -> Provider:
        """Return the provider of this name.  Raises Problem if there is none."""
        found = next((one for one in self.all() if one.name == name), None)
        if found is None:
            raise Problem(
                "No provider of that name is set up.", remedy="`famulus cloud` lists them."
            )
        return found

    def set_up(self, provider: Provider, key: str | None = None) -> Changes:
        """Keep a provider, in place of one of its name, and its key if one is given.

        Raises Problem where the key cannot be kept safely; then nothing is kept.
        """
        before = next((one for one in self.all() if one.name == provider.name), None)
        if key:
            keys.keep(provider, key)
        if before is not None and before.origin != provider.origin:
            keys.forget(before)
        kept = {**self._kept(), provider.name: as_kept(provider)}
        return settings.choose(self._store, {PROVIDERS: kept})

    def remove(self, name: str) -> Changes:
        """Forget a provider and its key."""
        keys.forget(self.named(name))
        kept = {one: how for one, how in self._kept().items() if one != name}
        return settings.choose(self._store, {PROVIDERS: kept})

    def _kept(self) -> dict[str, dict[str, Any]]:
        return dict(settings.chosen(self._store).get(PROVIDERS, {}))
