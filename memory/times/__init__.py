"""Times that a text names: from its words to stretches of days."""
