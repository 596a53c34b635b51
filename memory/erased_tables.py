"""How the store counts what goes for good: what a model has read before is then thrown away."""

from __future__ import annotations

ERASED = tuple(
    f"""
    create trigger {table}_erased after delete on {table} begin
        insert into counters values ('erased', 1)
            on conflict (name) do update set n = n + 1;
    end"""
    for table in ("documents", "conversations", "claims")
)
