"""Knooppunt: the shell around the graph, its loaders, questions and pictures."""
