"""Why somebody is not in the best team, in words: the bar, the rules, or the price."""

from collections.abc import Mapping, Sequence

from bot.texts.facts import RequestFacts
from bot.texts.letter import Block, Bullets, Choice, Letter
from bot.texts.reasons import reason_text
from bot.texts.rows import fine_percent, one_each, say_paragraph, subject
from bot.texts.words import decision_word
from config.texts import list_text, say
from matching.why_not import Answer, Barred, Costs, InBestTeam, NotAmongThem, NoTeamWith


def why_not_letter(
    facts: RequestFacts,
    answer: Answer,
    *,
    expert_id: int,
    code: str,
    names: Mapping[str, str],
    proposal_id: int,
    language: str,
) -> Letter:
    """The one thing that keeps this expert out, or what a team with them would lose; and how to have one anyway."""
    name = names.get(code, code)
    blocks = [*answer_blocks(answer, code=code, names=names, language=language)]
    choices = [Choice(say(language, "desk.see", code=facts.code), f"card:{facts.id}")]
    if isinstance(answer, Costs):
        word = f"{decision_word('pin', language)} {code}"
        pin = Choice(
            say(language, "desk.pin", name=name),
            f"pin:{proposal_id}:{expert_id}",
            word,
            say(language, "officer.choice.pin.hint"),
        )
        choices.insert(0, pin)
    return Letter(
        language,
        subject(language, facts.code, "desk.why.subject", name=name),
        (*blocks, one_each(choices)),
        topic=f"request:{facts.id}",
    )


def answer_blocks(answer: Answer, *, code: str, names: Mapping[str, str], language: str) -> tuple[Block, ...]:
    """The answer alone, for a letter or a terminal."""
    name = names.get(code, code)
    match answer:
        case NotAmongThem():
            return (say_paragraph(language, "desk.why.unreachable", name=name),)
        case InBestTeam():
            return (say_paragraph(language, "desk.why.inside", name=name),)
        case Barred(reason):
            said = reason_text(reason, language)
            return (say_paragraph(language, "desk.why.barred", name=name), Bullets((said,)))
        case NoTeamWith(obstacles):
            listed = Bullets(tuple(reason_text(reason, language) for reason in obstacles))
            return (say_paragraph(language, "desk.why.no_team", name=name), listed)
        case Costs():
            return _price(answer, name, names, language)


def _price(costs: Costs, name: str, names: Mapping[str, str], language: str) -> tuple[Block, ...]:
    seats = max(len(costs.best.members), 1)
    blocks: list[Block] = [
        say_paragraph(
            language,
            "desk.why.costs" if costs.loss > 0 else "desk.why.equal",
            name=name,
            loss=fine_percent(costs.loss / seats, language),
            leaving=list_text(_called(costs.leaving, names), language),
        )
    ]
    others = [one for one in _called(costs.joining, names) if one != name]
    if others:
        blocks.append(say_paragraph(language, "desk.why.with", others=list_text(others, language)))
    if not costs.proven:
        blocks.append(say_paragraph(language, "desk.why.unproven"))
    return tuple(blocks)


def _called(keys: Sequence[str], names: Mapping[str, str]) -> list[str]:
    return [names.get(key, key) for key in keys]
