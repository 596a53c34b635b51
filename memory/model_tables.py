"""The tables of model files, as the fifteenth step of the store made them; never edited."""

from __future__ import annotations

MODELS = (
    # known: what was learned of the file, as JSON; true of a file of this size and time.
    """
    create table models (
        path text primary key,
        origin text not null,
        size integer not null,
        mtime_ns integer not null,
        sha256 text not null default '',
        repository text not null default '',
        trusted integer not null default 0,
        tier integer,
        known text not null default '{}',
        test text
    )""",
    # The digest that a file had when it was got first.  It stays when the file goes.
    """
    create table model_pins (
        repository text not null,
        file text not null,
        sha256 text not null,
        size integer not null,
        primary key (repository, file)
    ) without rowid""",
)
