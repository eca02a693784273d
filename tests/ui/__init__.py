"""Tests of the faces: command line, HTTP, page."""
