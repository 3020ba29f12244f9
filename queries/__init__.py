"""Questions: pure functions from a network to findings. No input or output, no text for people, no clock."""
