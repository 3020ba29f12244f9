"""Lists as hubs keep them: where the table is, what its columns are, and how it becomes tables of the known sheets."""
