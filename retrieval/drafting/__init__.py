"""Cards drawn up by the program, for notices that came without one.

draft.py       the whole card                  head.py        title, number, year
issuers.py     who issued it, and when         programme.py   programme, region, short name
said.py        sentences with their values     topics.py      which topics words state
facts.py       the facts of one sentence       rules.py       caps, ratios, thresholds, durations
limits.py      numbers with their bounds       quotas.py      quotas and limits
windows.py     deadlines                       contacts.py    phones, names, addresses
directions.py  guide codes and fields
"""

from retrieval.drafting.draft import draft_card

__all__ = ["draft_card"]
