"""The tables of how the user writes, as the eighteenth step of the store made them; never edited.

What is learned is nowhere kept: it is counted from the mails that are there.  Here stands
only what the user decided, in words of a closed vocabulary or their own, never a quote.
"""

from __future__ import annotations

VOICE = (
    # who, language and occasion are where a line applies, "" everywhere; who is a handle.
    # state: changed, struck, own, accepted, refused.
    """
    create table voice_lines (
        id integer primary key autoincrement,
        trait text not null,
        who text not null,
        language text not null,
        occasion text not null,
        state text not null,
        value text not null,
        text text not null,
        locked integer not null
    )""",
    # What was decided: the line before and after it, as JSON, to be undone.
    """
    create table voice_deeds (
        id integer primary key autoincrement,
        who text not null,
        label text not null,
        before text,
        after text,
        undone integer not null default 0
    )""",
    # What the user changed in drafts, by its kind; no word of a draft is in it.
    """
    create table voice_edits (
        trait text not null,
        value text not null,
        kind text not null,
        who text not null,
        language text not null,
        times integer not null,
        primary key (trait, value, kind, who, language)
    ) without rowid""",
    # With the last document that names somebody goes what was decided of writing to them.
    """
    create trigger voice_handle_gone after delete on handles begin
        delete from voice_lines where who = old.handle;
        delete from voice_deeds where who = old.handle;
        delete from voice_edits where who = old.handle;
    end""",
)
