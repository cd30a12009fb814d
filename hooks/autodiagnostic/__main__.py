"""`python -m autodiagnostic`."""

import sys
from io import TextIOWrapper

from .cli import main

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A console that lacks a sign shows a stand-in instead of failing.
            stream.reconfigure(errors="replace")
    sys.exit(main())
