"""Replies: drafts with the facts they stand on, never sent."""
