"""Exports: the whole network as a file for another program."""
