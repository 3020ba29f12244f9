"""Which few steps help most: introductions, a meeting, a succession."""
