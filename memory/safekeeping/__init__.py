"""What keeps a memory safe: check, mend, back up, carry elsewhere, change the key."""
