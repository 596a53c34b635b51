"""Rows already read, as Qt's views want them."""
