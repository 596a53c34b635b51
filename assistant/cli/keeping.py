"""The commands for the memory as a whole: erase, check, mend, keep a copy, carry it elsewhere."""

from __future__ import annotations
