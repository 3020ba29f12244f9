"""Files that a hub edits: needs, expectations, weights and surveys, each with a module here that reads it."""
