"""The table of the user's own commands as its step made it; never edited once released."""

from __future__ import annotations

# gone: taken away by the user, and still there to be taken back until the next is taken away.
COMMANDS = """
    create table commands (
        name text primary key,
        title text not null,
        ask text not null,
        shortcut text not null,
        made text not null,
        gone integer not null default 0
    )"""
