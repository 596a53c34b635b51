"""What is believed of the user and of whom they know: why, since when, and who said so."""
