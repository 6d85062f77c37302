"""A proposal as plain JSON: stored as it was shown, and read back the same."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from config.languages import Level
from config.periods import Period
from matching.need import (
    Assessment,
    Certificate,
    LanguageNeed,
    Member,
    Need,
    Part,
    Price,
    Profile,
    Reason,
    Represented,
    RuleOutcome,
    Search,
    Team,
)

Json = dict[str, Any]

DECIMALS = 4
"""Scores are stored as they are shown."""
_PARTS = ("topic", "language", "availability", "experience")


def search_json(search: Search) -> Json:
    """Teams, certificate and obstacles; need and rules are stored beside them."""
    return {
        "teams": [team_json(team) for team in search.teams],
        "certificate": _certificate_json(search.certificate),
        "obstacles": [reason_json(reason) for reason in search.obstacles],
        "nearly": team_json(search.nearly) if search.nearly else None,
        "prices": [_price_json(price) for price in search.prices],
    }


def search_from_json(stored: Mapping[str, Any]) -> Search:
    """The search as it was stored; proposals of before prices were shown have kept none."""
    nearly = stored.get("nearly")
    return Search(
        teams=tuple(team_from_json(team) for team in stored["teams"]),
        certificate=Certificate(**stored["certificate"]),
        obstacles=tuple(reason_from_json(reason) for reason in stored["obstacles"]),
        nearly=team_from_json(nearly) if nearly else None,
        prices=tuple(_price_from_json(price) for price in stored.get("prices", ())),
    )


def team_json(team: Team) -> Json:
    """One team."""
    return {
        "members": [_member_json(member) for member in team.members],
        "score": _shown(team.score),
        "period": _period_json(team.period),
        "rules": [_outcome_json(outcome) for outcome in team.rules],
        "alternates": [list(keys) for keys in team.alternates],
    }


def team_from_json(stored: Mapping[str, Any]) -> Team:
    """One team as it was stored."""
    return Team(
        members=tuple(_member_from_json(member) for member in stored["members"]),
        score=stored["score"],
        period=_period_from_json(stored["period"]),
        rules=tuple(_outcome_from_json(outcome) for outcome in stored["rules"]),
        alternates=tuple(tuple(keys) for keys in stored["alternates"]),
    )


def reason_json(reason: Reason) -> Json:
    """One reason: its key and values."""
    return {"key": reason.key, "values": dict(reason.values)}


def reason_from_json(stored: Mapping[str, Any]) -> Reason:
    """One reason as it was stored."""
    return Reason(stored["key"], dict(stored["values"]))


def need_json(need: Need) -> Json:
    """What was asked for."""
    return {
        "areas": list(need.areas),
        "text": need.text,
        "languages": [{"code": one.code, "minimum": one.minimum.label} for one in need.languages],
        "window": _period_json(need.window),
        "days": need.days,
        "profiles": [{"label": one.label, "areas": list(one.areas)} for one in need.profiles],
        "country": need.country,
        "region": need.region,
        "excluded": sorted(need.excluded),
        "pinned": sorted(need.pinned),
        **({"record": [asdict(one) for one in need.record]} if need.record else {}),
    }


def need_from_json(stored: Mapping[str, Any]) -> Need:
    """What was asked for, as it was stored."""
    return Need(
        areas=tuple(stored["areas"]),
        text=stored["text"],
        languages=tuple(
            LanguageNeed(one["code"], Level.read(one["minimum"]) or Level.B2) for one in stored["languages"]
        ),
        window=_period_from_json(stored["window"]),
        days=stored["days"],
        profiles=tuple(Profile(one["label"], tuple(one["areas"])) for one in stored["profiles"]),
        country=stored["country"],
        region=stored["region"],
        excluded=frozenset(stored["excluded"]),
        pinned=frozenset(stored["pinned"]),
        record=tuple(Represented(**one) for one in stored.get("record", ())),
    )


def _member_json(member: Member) -> Json:
    one = member.assessment
    parts = {name: _part_json(getattr(one, name)) for name in _PARTS}
    return {"seat": member.seat, "key": member.key, "total": _shown(one.total), **parts}


def _member_from_json(stored: Mapping[str, Any]) -> Member:
    topic, language, availability, experience = (_part_from_json(stored[name]) for name in _PARTS)
    assessed = Assessment(stored["key"], topic, language, availability, experience, stored["total"])
    return Member(stored["seat"], stored["key"], assessed)


def _part_json(part: Part) -> Json:
    return {"score": _shown(part.score), "reason": reason_json(part.reason)}


def _part_from_json(stored: Mapping[str, Any]) -> Part:
    return Part(stored["score"], reason_from_json(stored["reason"]))


def _outcome_json(outcome: RuleOutcome) -> Json:
    words = reason_json(outcome.reason)
    return {"name": outcome.name, "hard": outcome.hard, "met": outcome.met, "reason": words}


def _outcome_from_json(stored: Mapping[str, Any]) -> RuleOutcome:
    return RuleOutcome(stored["name"], stored["hard"], stored["met"], reason_from_json(stored["reason"]))


def _price_json(price: Price) -> Json:
    return {
        "rule": price.rule,
        "gain": _shown(price.gain),
        "members": list(price.members),
        "proven": price.proven,
    }


def _price_from_json(stored: Mapping[str, Any]) -> Price:
    return Price(stored["rule"], stored["gain"], tuple(stored["members"]), stored["proven"])


def _certificate_json(certificate: Certificate) -> Json:
    return {
        "candidates": certificate.candidates,
        "barred": dict(certificate.barred),
        "nodes": certificate.nodes,
        "proven": certificate.proven,
        "gap": _shown(certificate.gap),
        "seed": certificate.seed,
        "threshold": certificate.threshold,
        "ruled_out": dict(certificate.ruled_out),
    }


def _period_json(period: Period) -> list[str]:
    return [period.start.isoformat(), period.end.isoformat()]


def _period_from_json(stored: Sequence[str]) -> Period:
    return Period(date.fromisoformat(stored[0]), date.fromisoformat(stored[1]))


def _shown(score: float) -> float:
    return round(score, DECIMALS)
