"""Where a line or a cue may end, and how badly that reads: 0 is the end of a sentence."""

# ruff: noqa: RUF001 # signs as they are written
from collections.abc import Sequence

from api.exports.atoms import Atom, ends_sentence

CLAUSE_END = (",", ";", ":", "—", "–", "、", "，", "；", "：")
NOTICED = 0.3  # seconds of pause that a listener takes for a break
# Words that begin a clause: better at the start of a line than at the end of one.
CONJUNCTIONS = {
    "en": "and but or nor so yet because although though while when where which who that if unless until",
    "de": "und aber oder sondern denn weil dass wenn obwohl während als",
    "fr": "et mais ou donc car que qui quand si parce",
    "es": "y pero o porque cuando aunque como que si",
    "it": "e ma perché quando mentre però che se",
    "nl": "en maar of want omdat dat als terwijl",
    "pt": "e mas ou porque quando embora como que se",
}
# Words that belong to the one behind them.
LEADING = {
    "en": "a an the to of in on at by for from with my your his her its our their is are was were",
    "de": "der die das den dem des ein eine einen einem im am zu von mit für",
    "fr": "le la les un une de du des au aux à en dans",
    "es": "el la los las un una de del al con para en",
    "it": "il lo la gli i le un uno una di da nel",
    "nl": "de het een van te voor in op",
    "pt": "o a os as um uma de do da no na em para",
}


def costs(atoms: Sequence[Atom], language: str | None) -> list[float]:
    """Of a break behind each atom; behind the last one it is free."""
    code = (language or "").partition("-")[0]
    begin, lead = (set(words.get(code, "").split()) for words in (CONJUNCTIONS, LEADING))
    return [*(cost(atoms[n], atoms[n + 1], begin, lead) for n in range(len(atoms) - 1)), 0.0]


def cost(before: Atom, after: Atom, begin: set[str], lead: set[str]) -> float:
    """Of a break between two atoms. `begin`: words that begin clauses; `lead`: that lead to the next one."""
    if before.closes or ends_sentence(before.text):
        return 0.0
    if before.text.endswith(CLAUSE_END):
        return 1.0
    if after.start - before.end >= NOTICED:
        return 1.0
    if after.text.lower() in begin:
        return 2.0
    return 6.0 if before.text.lower() in lead else 4.0
