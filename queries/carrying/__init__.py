"""The carrying graph H: what holds organisations together, through whom, and what falls apart without somebody."""
