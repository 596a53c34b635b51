"""The tables of text entry as the twentieth step of the store made them; never edited."""

from __future__ import annotations

SHORTHAND = (
    # What the user chose for an abbreviation, or passed over.  It was made of their words: what
    # stands in a document goes when that one goes (lines are broken anywhere in a document).
    """
    create table expansions (
        short text not null,
        text text not null,
        chosen integer not null default 0,
        passed integer not null default 0,
        never integer not null default 0,
        at text not null,
        primary key (short, text)
    ) without rowid""",
    """
    create trigger expansions_fall before delete on documents begin
        delete from expansions
            where instr(lower(replace(old.text, char(10), ' ')), lower(text)) > 0;
    end""",
    # What the user wrote for a short name, to be put in its place.
    """
    create table snippets (
        name text primary key,
        text text not null,
        used integer not null default 0
    )""",
)
