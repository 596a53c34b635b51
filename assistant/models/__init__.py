"""The room of models: what is installed, what could be got, and what fits this machine."""
