"""Prefect flows, readers, writers and the command line: every side effect lives here."""

import os

# Prefect reads these when it is imported, so they are set before any module of this folder can import it. What the user has set
# stands. The embedded server's own time-out is 20 s, which a first start on a slow disk exceeds.
for _name, _value in {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}.items():
    os.environ.setdefault(_name, _value)
