"""Shorthand: initials written out in the user's own words, and snippets with names of their own."""
