"""Loaders: from a file from outside to typed statements, each with where it came from. They know nothing of queries.

``formats`` turns bytes into tables, ``meaning`` turns tables into statements; the two do not know each other. ``base`` is
what both take and return, and ``registry`` lists the formats.
"""
