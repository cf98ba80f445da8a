"""Reads the files of WordNet (format: wndb(5WN))."""

import re

PARTS = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}
_synsets = {}


def load_synsets(folder):
    """Synsets of each part of speech by offset: words, pointers and gloss."""
    for part in sorted(set(PARTS.values())):
        if part not in _synsets:
            lines = (folder / f"data.{part}").read_text().splitlines()
            _synsets[part] = dict(parse(line) for line in lines if not line.startswith(" "))
    return _synsets


def parse(line):
    fields, gloss = line.split("|", 1)
    fields = fields.split()
    count = int(fields[3], 16)
    words = [re.sub(r"\(.*\)", "", word) for word in fields[4 : 4 + 2 * count : 2]]
    at = 4 + 2 * count
    pointers = [tuple(fields[at + 1 + 4 * n : at + 5 + 4 * n]) for n in range(int(fields[at]))]
    return fields[0], (words, pointers, gloss.strip())


def joined(word):
    """`log_in` as it is most often written in one."""
    return word.replace("_", "").replace("-", "").replace("'", "").lower()
