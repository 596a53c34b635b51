"""The index of words of scripts without spaces, as the tenth step of the store made it.

Every three signs are a word, and only what has such signs is kept.  Two blanks at
the end make the last sign the first of three, too; a word of two signs is looked up
as all threes that begin with it (chunks_signs).
"""

from __future__ import annotations

SIGNS = "*[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]*"

UNSPACED = (
    """
    create virtual table chunks_unspaced using fts5(
        text, content='chunks', content_rowid='id', tokenize='trigram')""",
    "insert into chunks_unspaced(chunks_unspaced, rank) values ('secure-delete', 1)",
    "create virtual table chunks_signs using fts5vocab('chunks_unspaced', 'row')",
    f"""
    insert into chunks_unspaced(rowid, text)
        select id, text || '  ' from chunks where text glob '{SIGNS}'""",
    f"""
    create trigger chunks_unspaced_insert after insert on chunks
        when new.text glob '{SIGNS}' begin
        insert into chunks_unspaced(rowid, text) values (new.id, new.text || '  ');
    end""",
    f"""
    create trigger chunks_unspaced_delete after delete on chunks
        when old.text glob '{SIGNS}' begin
        insert into chunks_unspaced(chunks_unspaced, rowid, text)
            values ('delete', old.id, old.text || '  ');
    end""",
)
