"""Connections that ought to be there, that would probably help, and who can introduce whom."""
