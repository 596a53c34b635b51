"""The tables of labels as the twenty-second step of the store made them; never edited."""

from __future__ import annotations

_GONE = """
    create trigger labels_of_{table} after delete on {table} begin
        delete from labels where what = '{what}' and key = cast(old.{key} as text);
        delete from label_changes where what = '{what}' and key = cast(old.{key} as text);
    end"""

LABELS = (
    # A person is labelled by every handle they are known by, so that who is joined with them
    # or parted from them keeps the label.
    """
    create table labels (
        what text not null,
        key text not null,
        label text not null,
        primary key (what, key)
    ) without rowid""",
    # deed is the first change of those that were made together.
    """
    create table label_changes (
        id integer primary key autoincrement,
        deed integer not null,
        at text not null,
        what text not null,
        key text not null,
        before text,
        after text,
        undone integer not null default 0
    )""",
    _GONE.format(table="sources", what="source", key="id"),
    _GONE.format(table="handles", what="person", key="handle"),
    _GONE.format(table="claims", what="claim", key="id"),
    _GONE.format(table="conversations", what="conversation", key="id"),
)
