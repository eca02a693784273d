"""Judging: one judge for each kind of rule that a case can touch.

Each takes the case as told and a notice's view and yields rulings; a rule that the case does
not touch gives none. Words are in `judging.yaml`, sentences in `replies.toml`. To add a kind of
rule: a file with one judge, appended to `JUDGES`. What becomes of rulings is in `judge.py`.

    told.py  what the asker says      quantities.py  numbers told, and what they are of
    ruling.py  a verdict on one rule  bounds.py  exact bounds       fit.py  class and exceptions
"""

from __future__ import annotations

from assistant.compose.judging.ages import ages
from assistant.compose.judging.amounts import amounts
from assistant.compose.judging.award_places import award_places
from assistant.compose.judging.barred import barred, recusal
from assistant.compose.judging.births import births
from assistant.compose.judging.counts import counts
from assistant.compose.judging.degrees import degrees
from assistant.compose.judging.employment import employment
from assistant.compose.judging.founding import founding
from assistant.compose.judging.holdings import holdings
from assistant.compose.judging.improvements import improvements
from assistant.compose.judging.kinds import kinds
from assistant.compose.judging.ongoing import ongoing
from assistant.compose.judging.places import places
from assistant.compose.judging.qualifications import qualifications
from assistant.compose.judging.ranks import ranks
from assistant.compose.judging.recommenders import recommenders
from assistant.compose.judging.records import records
from assistant.compose.judging.ruling import Judge, Ruling
from assistant.compose.judging.titles import titles
from assistant.compose.judging.told import Told

JUDGES: tuple[Judge, ...] = (
    degrees,
    ranks,
    recommenders,
    ages,
    births,
    amounts,
    counts,
    titles,
    founding,
    employment,
    ongoing,
    places,
    qualifications,
    kinds,
    holdings,
    records,
    award_places,
    improvements,
    barred,
    recusal,
)

__all__ = ["JUDGES", "Judge", "Ruling", "Told"]
