"""What stands in the place of something private, and how an answer gets it back."""
