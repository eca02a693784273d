"""The faces: what people and programs meet. Everything here may import the assistant; nothing imports this.

`cli.py` is the command line, `serve.py` the server, `api/` the HTTP interface, `web/` the page
for applicants. What is said in an answer is decided in `assistant/`; here it is only shown.
"""
