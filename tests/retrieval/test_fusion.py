"""Fusing rankings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.fusion import DAMPING, fuse

_RANKINGS = st.dictionaries(
    st.sampled_from(["lexical", "vector"]), st.lists(st.integers(0, 30), unique=True), min_size=1
)


class TestFuse:
    def test_a_row_high_in_both_rankings_goes_before_one_that_leads_a_single_ranking(self):
        """Agreement of two different rankings is worth more than the first place in one."""
        fused = fuse({"lexical": [1, 2, 3], "vector": [4, 2, 5]}, {})

        assert fused[0].row == 2
        assert fused[0].ranks == {"lexical": 2, "vector": 2}

    def test_the_score_is_the_published_sum(self):
        """Reciprocal rank fusion: weight / (60 + rank), summed over the rankings."""
        (first, *_) = fuse({"lexical": [7], "vector": [7]}, {"vector": 0.5})

        assert first.score == pytest.approx(1 / (DAMPING + 1) + 0.5 / (DAMPING + 1))

    def test_a_light_ranking_cannot_overturn_a_heavy_one(self):
        """The weight of a weak embedding keeps it from being worse than lexical search alone."""
        fused = fuse({"lexical": [1, 2], "vector": [2, 1]}, {"vector": 0.1})

        assert [one.row for one in fused] == [1, 2]

    @given(_RANKINGS)
    def test_every_row_comes_once_and_scores_fall(self, rankings):
        """Nothing that a ranking found is lost, nothing is doubled, the order is by score."""
        fused = fuse(rankings, {})

        assert sorted(one.row for one in fused) == sorted({row for rows in rankings.values() for row in rows})
        assert [one.score for one in fused] == sorted((one.score for one in fused), reverse=True)

    @given(st.lists(st.integers(0, 30), unique=True))
    def test_one_ranking_alone_keeps_its_order(self, rows):
        """When the embedding is down, what is served is exactly the lexical ranking."""
        assert [one.row for one in fuse({"lexical": rows}, {"vector": 0.3})] == rows
