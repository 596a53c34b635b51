"""What makes Famulus reachable from any window: keys, the selected text, the clipboard.

Nothing here knows what is done with a text.
"""
