"""Pairs of words that are close in meaning and must not stand for each other.

"Disable" lies nearer to "enable" than any synonym does, because both are said in the same places.
Such pairs come from WordNet, from how English builds opposites, and from `opposites.txt`.
"""

import itertools
import pathlib

from wordnet import PARTS, joined, load_synsets

HERE = pathlib.Path(__file__).parent
# Prefixes that turn a word round.
NEGATIONS = ["un", "de", "dis", "in", "im", "il", "ir", "non", "anti", "mis"]
# Beginnings and endings that take each other's place in opposites.
SWAPS = [
    ("in", "out"), ("on", "off"), ("in", "off"), ("up", "down"), ("im", "ex"), ("in", "ex"),
    ("pre", "post"), ("over", "under"), ("en", "dis"), ("ful", "less"), ("inter", "intra"),
    ("multi", "single"), ("more", "less"), ("ee", "er"),
]  # fmt: skip
# A shorter rest has nothing to do with the other word: "union" is no opposite of "on".
REST_MIN = 3


def opposites(words, wordnet):
    """Sorted pairs of words of the list, each in alphabetical order."""
    known = set(words)
    antonyms, derived = read_wordnet(wordnet)
    pairs = set(antonyms) | set(built(known))
    # "Subscription" is against "unsubscribe" because "subscribe" is.
    for one, other in list(pairs):
        family = itertools.product({one} | derived.get(one, set()), {other} | derived.get(other, set()))
        # A word that is derived from both sides is against neither.
        pairs |= {(a, b) for a, b in family if b not in derived.get(a, ()) and a != b}
    pairs |= set(listed())
    return sorted({tuple(sorted(pair)) for pair in pairs if set(pair) <= known and pair[0] != pair[1]})


def built(known):
    for word in known:
        for prefix in NEGATIONS:
            rest = word.removeprefix(prefix)
            if rest != word and len(rest) >= REST_MIN and rest in known:
                yield word, rest
        for one, other in SWAPS:
            yield from ((word, swapped) for swapped in swaps(word, one, other) if swapped in known)


def swaps(word, one, other):
    if len(word) < REST_MIN + len(one):
        return
    if word.startswith(one):
        yield other + word[len(one) :]
    if word.endswith(one):
        yield word[: -len(one)] + other


def listed():
    for line in (HERE / "opposites.txt").read_text().splitlines():
        if not line.startswith("#"):
            yield from itertools.combinations([joined(word) for word in line.split()], 2)


def read_wordnet(folder):
    """Antonyms, as pairs, and words derived from each other, as sets by word."""
    antonyms, derived = [], {}
    for symbol, ones, others in relations(folder):
        if symbol == "!":
            # All that shares the sense: "allow" and "let" are against "forbid" and "prohibit".
            antonyms.extend(itertools.product(*map(sense, (ones, others))))
        elif symbol == "+":
            derived.setdefault(joined(ones[0]), set()).add(joined(others[0]))
    return antonyms, derived


def sense(words):
    return [joined(word) for word in words]


def relations(folder):
    """Relations between words: a symbol and the two words, each with its synset behind it."""
    synsets = load_synsets(folder)
    for part in ["noun", "verb", "adj", "adv"]:
        for words, pointers, _ in synsets[part].values():
            for symbol, offset, target_part, ends in pointers:
                source, target = int(ends[:2], 16), int(ends[2:], 16)
                # 0 means all words of a synset; only relations between words count here.
                if source and target:
                    others = synsets[PARTS[target_part]][offset][0]
                    yield symbol, words[source - 1 : source] + words, others[target - 1 : target] + others
