"""What the program can do, one function per question or command: from a network and options to an answer, without words."""
