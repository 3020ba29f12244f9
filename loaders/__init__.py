"""Loaders: from a file from outside to typed statements, each with where it came from. They know nothing of queries."""
