"""One file a format: each knows what its format looks like, and nothing else."""
