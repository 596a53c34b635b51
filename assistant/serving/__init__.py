"""What other programs of this computer may ask of the memory and its models, and how."""
