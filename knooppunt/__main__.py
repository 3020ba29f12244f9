"""``python -m knooppunt``."""

from __future__ import annotations

from knooppunt.cli.app import main

if __name__ == "__main__":
    main()
