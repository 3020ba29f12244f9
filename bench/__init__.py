"""The benchmark: a synthetic country of fixed seed, and the time and memory that the program takes for it."""
