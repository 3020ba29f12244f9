"""Identity: which nodes people judged to be the same, and how two become one."""
