"""Forgetting for good: what is to go, and everything that was made of it."""
