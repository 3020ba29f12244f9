"""Which needs are provided for by whom, and where by nobody."""
