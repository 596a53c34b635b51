"""What is done with a text of the user's: rewritten, kept in its meaning, shown as changes."""
