"""Meaning: from tables to statements, with everything that is wrong with them at once, wherever the tables come from."""
