"""What is learned from written examples: what a text is about, and which sentence a question is asked about.

intents.py      naive Bayes over questions.tsv and clauses.tsv      translation.py   what question words translate into
phrasings.py    likeness to a notice's own everyday questions       teach.py         learns pairs.npz from pairs.tsv
"""
