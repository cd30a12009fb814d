"""`python -m autodiagnostic`."""

import sys

from .cli import main

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a sign shows a stand-in instead of failing.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(main())
