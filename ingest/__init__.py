"""From files on this machine to documents in the memory."""
