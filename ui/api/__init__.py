"""The HTTP interface (FastAPI). `app.py` puts it together; one file a group of addresses.

Anything that goes wrong leaves as a problem document (RFC 9457) by `problems.py`, in Chinese,
whatever the address. To add an address: write a module with a function that returns an
`APIRouter`, and include it in `app.py`; put its shapes into `schemas.py`.
"""
