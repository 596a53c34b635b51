"""Answering: a question, what was found for it, and the words that come of it."""
