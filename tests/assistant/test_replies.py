"""Every outcome has its sentence."""

from assistant.replies import unexplained


def test_reasons_and_sentences_match():
    """A reason without a sentence would leave a reader with nothing; a sentence without one is dead."""
    assert frozenset() == unexplained()
