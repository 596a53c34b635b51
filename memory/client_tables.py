"""The tables of other programs as their step of the store made them; never edited once released."""

from __future__ import annotations

CLIENTS = (
    # digest: of the token, under a key of this store; the token itself is kept nowhere.
    # may, sources and kinds are lists; of the last two an empty one means all.
    """
    create table clients (
        id integer primary key autoincrement,
        name text not null unique,
        digest blob not null,
        may text not null,
        sources text not null,
        kinds text not null,
        sensitive integer not null,
        made text not null
    )""",
    # What was read by whom, and never a word of it.
    """
    create table calls (
        id integer primary key autoincrement,
        at text not null,
        client text not null,
        program text not null,
        deed text not null,
        passages integer not null
    )""",
)
