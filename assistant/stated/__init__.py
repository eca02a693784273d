"""What the sentences of a notice state, read once a notice: topics, ranges, classes, rates, parts, payments.

units.py makes the sentences, columns.py lays them out for scoring; each other file reads one kind of thing.
"""
