"""The vocabulary, the network in memory, its views and its stores."""
