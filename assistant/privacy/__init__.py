"""What leaves the machine: what is private, what stands in its place, and what goes out."""
