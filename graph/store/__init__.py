"""Stores: where sources, decisions and erasures are kept, and how a network is folded from them."""
