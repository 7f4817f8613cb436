"""`python -m zzlib` is `zz`."""

import sys

from zzlib.cli import main

if __name__ == "__main__":  # processes that run months side by side import this module, too
    sys.exit(main())
