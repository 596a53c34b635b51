"""What is private in a text: found by its shape, its words, and by what the memory knows."""
