"""Published measures of networks, over H and its connections."""
