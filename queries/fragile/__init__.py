"""What hangs on one person, or on two, and what falls apart when people leave."""
