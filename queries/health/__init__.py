"""Indicators of the health of a network, and how much of the lists is filled in."""
