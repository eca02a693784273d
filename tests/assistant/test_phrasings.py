"""Likeness to known phrasings: what people say against what a clause is known to be asked by."""

from assistant.learned.phrasings import Phrasings
from retrieval import Phrasing
from retrieval.card import Quote

CLAUSES = Phrasings(
    [
        Phrasing(Quote("剩余资金在验收合格后拨付", 0, 12), ("尾款什么时候打", "剩下的钱啥时候给")),
        Phrasing(Quote("纸质材料一式三份", 20, 28), ("要打印几份", "纸质的几本")),
    ]
)


def test_the_clause_asked_for_is_the_likest():
    """A new wording finds the clause whose phrasings it resembles."""
    found = sorted(CLAUSES.alike("尾款啥时候打给我们", 0.0), key=lambda entry: -entry[2])
    assert (0, 12) == found[0][:2]


def test_a_phrasing_word_for_word_is_likest_of_all():
    """Likeness is a share: nothing is liker than itself."""
    (same,) = [share for start, _, share in CLAUSES.alike("要打印几份", 0.0) if start == 20]
    assert all(share <= same for _, _, share in CLAUSES.alike("打印机坏了要打印几份好呢", 0.0))


def test_what_shares_nothing_is_not_alike():
    """No phrasing, no likeness; an empty notice has none either."""
    assert [] == CLAUSES.alike("abc", 0.01)
    assert [] == Phrasings([]).alike("要打印几份", 0.0)
