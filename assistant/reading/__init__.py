"""The parts of reading a question; `assistant/read.py` puts them together."""
