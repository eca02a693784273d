"""The commands of `shenbao`, one file a command or a pair; `ui/cli.py` puts them together.

Whatever takes long to import (the library, the server, the evaluations) is imported inside
the command that needs it: `shenbao ask` must not wait for a web server.
"""
