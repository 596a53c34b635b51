"""The tables of who is one person, as the thirteenth step of the store made them; never edited."""

from __future__ import annotations

PEOPLE_CHANGES = (
    # Whom the user said to be one person with whom, or not to be.  Nobody is named here: what was
    # moved goes with the address, and the change with the person.
    """
    create table people_changes (
        id integer primary key autoincrement,
        at text not null,
        what text not null,
        person_id integer not null references people(id) on delete cascade,
        undone integer not null default 0
    )""",
    "create index people_changes_person on people_changes(person_id)",
    """
    create table people_moved (
        change_id integer not null references people_changes(id) on delete cascade,
        handle text not null references handles(handle) on delete cascade
    )""",
    "create index people_moved_change on people_moved(change_id)",
    "create index people_moved_handle on people_moved(handle)",
)
