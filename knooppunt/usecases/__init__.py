"""What the program does for a question or command in more than one query: from a network to an answer, without words."""
