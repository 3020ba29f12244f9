"""Formats: from the bytes of a file to tables as they stand in it; what the tables mean is not known here.

A format is a module with a reader and a ``loaders.base.Format`` that tells of it, one line in ``loaders.registry``, a test
and a line in docs/laden.md.
"""
