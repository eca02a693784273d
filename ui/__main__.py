"""`python -m ui` is the same program as `shenbao`."""

import sys

from ui.cli import main

sys.exit(main())
