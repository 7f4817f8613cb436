"""`python -m zzlib` is `zz`."""

import sys

from zzlib.cli import main

sys.exit(main())
