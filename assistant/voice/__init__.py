"""How the user writes: learned from what they sent, readable, theirs to correct."""
