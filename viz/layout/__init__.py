"""Where everything on a map goes: positions that are the same every time."""
