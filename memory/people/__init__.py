"""Who is known, by which addresses and names, and who of them the user says are one person."""
