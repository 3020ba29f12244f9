"""What answers and reports are made of, and every format that they can be written in."""
