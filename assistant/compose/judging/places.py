"""Places: where the asker is registered against rules on 注册, 行政区域内, and on zones (高新区内)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.catalogue import View
from assistant.compose.judging.ruling import Ruling, Verdict, rules_of
from assistant.compose.judging.told import Told, back, denied, expression, front
from assistant.language import any_of, pattern, words
from assistant.reading.mentions import places_in
from assistant.replies import phrase
from retrieval.card import Quote
from retrieval.lexicon import lexicon
from retrieval.normalise import fold


def places(told: Told, view: View) -> Iterator[Ruling]:
    """Rules that ask for a place of registration, or for a seat in a zone."""
    yield from _beyond(told, view)
    if view.card.region and view.card.region.value in words("wording.yaml", "national"):
        return
    homes = _homes(told)
    for fact in rules_of(view):
        rule = fold(fact.quote.text)
        if homes and _about_region(rule, view):
            outside = [name for name, _ in homes if not _within(name, view)]
            registered = [name for name, explicit in homes if explicit and name not in outside]
            if registered:
                yield Ruling(fact.quote, "met", phrase("judge_place_met", place=registered[0]), common=True)
            elif outside:
                yield Ruling(fact.quote, "unmet", phrase("judge_place_unmet", place=outside[0]))
        yield from _in_zone(told, fact.quote, rule, [name for name, _ in homes])


def _beyond(told: Told, view: View) -> Iterator[Ruling]:
    """Rules for the mainland, which name the places that it does not hold, for an asker registered there."""
    for match in expression("beyond").finditer(told.text):
        before, after = front(told.text, match.start()), back(told.text, match.end())
        if denied(told.text, match.start()) or not _is_home(before, after):
            continue
        for fact in rules_of(view):
            if expression("beyond_rule").search(fold(fact.quote.text)):
                yield Ruling(fact.quote, "unmet", phrase("judge_place_unmet", place=match.group()))


def _in_zone(told: Told, quote: Quote, rule: str, homes: list[str]) -> Iterator[Ruling]:
    ruled = expression("zone_rule").search(rule)
    zone = pattern("judging.yaml", "zones").search(ruled.group()) if ruled else None
    if not zone:
        return
    said = re.search(re.escape(zone.group()), told.text)
    counties = [name for name in (*homes, *_spoken_of(told)) if _is_county_city(name)]
    limited = bool(expression("county_city").search(rule))
    if limited and homes and not counties:
        return
    verdict = _seat(told.text, said.start(), said.end()) if said else "open"
    if verdict == "unmet" and limited and not counties:
        yield Ruling(quote, "open", phrase("judge_zone_if", zone=zone.group()))
    elif verdict and (said or (counties and limited)):
        yield Ruling(quote, verdict, phrase(f"judge_zone_{verdict}", zone=zone.group()))


def _seat(text: str, start: int, end: int) -> Verdict | None:
    """Whether the asker says to be in the zone named at `start`: near it is not in it; None for a demand."""
    before, after = front(text, start), back(text, end)
    if expression("demanded").search(before):
        return None
    if denied(text, start) or expression("outside_before").search(before) or expression("outside_after").search(after):
        return "unmet"
    return "met" if expression("inside_before").search(before) or expression("inside_after").search(after) else "open"


def _homes(told: Told) -> list[tuple[str, bool]]:
    """Places that the asker says to be at, each with whether registration is spoken of."""
    homes = []
    for name, at in places_in(told.text):
        before, after = front(told.text, at), back(told.text, at + len(name))
        if _is_home(before, after):
            homes.append((name, _is_registered(before, after)))
    return homes


def _is_registered(before: str, after: str) -> bool:
    return bool(pattern("judging.yaml", "registered_told").search(before[-6:] + " " + after[:6]))


def _is_home(before: str, after: str) -> bool:
    """Whether a place between these words is where the asker is, not a partner's or where a person comes from."""
    if expression("with_others").search(before) or expression("of_person").search(after):
        return False
    if expression("of_insurance").search(before) or expression("of_insurance").search(after):
        return False
    return _is_registered(before, after) or bool(expression("of_place").search(after))


def _spoken_of(told: Told) -> list[str]:
    """Places named that are not said to be a partner's or where a person comes from."""
    return [
        name
        for name, at in places_in(told.text)
        if not expression("with_others").search(front(told.text, at))
        and not expression("of_person").search(back(told.text, at + len(name)))
    ]


def _about_region(rule: str, view: View) -> bool:
    found = expression("registered_rule").search(rule)
    names = any_of(re.escape(name) for name in view.card.region_names)
    return bool(found and (names.search(rule) or expression("here").search(rule)))


def _within(name: str, view: View) -> bool:
    """Whether a place lies in the notice's region, or is it."""
    region = view.card.region.value if view.card.region else ""
    around = {name, f"{name}市"}
    for place in lexicon().places.get(name, ()):
        around |= {part for part in (place.city, f"{place.city}市", place.province, f"{place.province}省") if part[:1]}
    return region in around or any(known in around for known in view.card.region_names)


def _is_county_city(name: str) -> bool:
    """Whether a place is a city of county rank, or a zone in one."""
    known, city = lexicon().places, pattern("judging.yaml", "zones").sub("", name).removesuffix("市")
    return any(place.level == "county" for place in known.get(f"{city}市", ()))
