"""Help while reading: terms that this reader does not know, and what a thread comes to."""
