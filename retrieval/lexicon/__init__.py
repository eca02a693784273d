"""What is known about the language: tables that a Chinese officer can read and extend.

Data, not code: a new everyday word is a new line in a table here. Nothing in these
tables belongs to one notice; that lives in the notice's own folder.

    topics.yaml        what notices regulate: how people ask for it, how clauses state it
    everyday.tsv       everyday word <TAB> official terms, separated by 、 (procedure)
    technology.tsv     everyday word <TAB> official terms, separated by 、 (technology)
    misspellings.tsv   misspelt <TAB> right
    places.tsv         place <TAB> city it belongs to <TAB> province <TAB> level
    organisations.tsv  word <TAB> kind of organisation
"""

from retrieval.lexicon.tables import Lexicon, Place, Topic, lexicon

__all__ = ["Lexicon", "Place", "Topic", "lexicon"]
