"""Commands of the user's own for a text: what each is called and what it asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from memory.errors import Problem
from memory.store import MemoryStore
from memory.types import Changes, Topic

TOPICS = frozenset({Topic.SETTINGS})


@dataclass(frozen=True, slots=True)
class OwnCommand:
    """A command as the user made it; ``id`` is its name on the command line."""

    id: str
    title: str = field(repr=False)
    ask: str = field(repr=False)  # what a model is to do, with variables: {to}
    shortcut: str = ""


class OwnCommands:
    """The commands of one memory.  Safe from any thread."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def all(self) -> list[OwnCommand]:
        """Return them, the oldest first."""
        rows = self._store.db.execute(
            "select name, title, ask, shortcut from commands where not gone order by made, name"
        )
        return [OwnCommand(*row) for row in rows.fetchall()]

    def add(self, command: OwnCommand) -> Changes:
        """Keep a command, in place of one of the same name."""
        now = datetime.now(UTC).isoformat()
        values = [command.id, command.title, command.ask, command.shortcut, now]
        with self._store.write() as db:
            db.execute(
                """insert into commands (name, title, ask, shortcut, made) values (?, ?, ?, ?, ?)
                    on conflict (name) do update set title = excluded.title, ask = excluded.ask,
                        shortcut = excluded.shortcut, gone = 0""",
                values,
            )
        return Changes("Add command", TOPICS)

    def remove(self, id: str) -> Changes:
        """Take a command away; ``restore`` brings the last one back.  Raises Problem."""
        with self._store.write() as db:
            if not db.execute(
                "select 1 from commands where name = ? and not gone", [id]
            ).fetchone():
                raise Problem(
                    "There is no command of yours of that name.",
                    remedy="`famulus write commands` shows them.",
                )
            db.execute("delete from commands where gone")
            db.execute("update commands set gone = 1 where name = ?", [id])
        return Changes("Remove command", TOPICS)

    def restore(self) -> Changes:
        """Bring back the command that was taken away last.  Raises Problem if there is none."""
        with self._store.write() as db:
            if not db.execute("update commands set gone = 0 where gone").rowcount:
                raise Problem("No command was taken away.")
        return Changes("Restore command", TOPICS)
