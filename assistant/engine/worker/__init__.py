"""The process in which llama.cpp runs: it has no socket and no key."""
