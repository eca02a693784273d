"""Sums: composers that work something out of a rule and of what the asker tells, both operands shown.

A file a kind of sum; `compose/__init__.py` lists them in the order in which they are tried. Words that tell the
kinds apart are in `assistant/sums.yaml`; every sum is checked again by `assistant/sums.py` before it is shown.
"""
