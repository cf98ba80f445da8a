"""Sentences that show what common words mean: WordNet's definitions and examples."""

import re

from wordnet import load_synsets

# Definitions of rarer words than this teach common ones little and take as long to encode.
COMMON = 30_000
# More words that mean the same make the definition drown.
HEAD_WORDS = 4
EXAMPLE_WORDS_MIN = 3


def sentences(words, folder):
    """Texts, in the order of WordNet."""
    common = set(words[:COMMON])
    for synsets in load_synsets(folder).values():
        for heads, _, gloss in synsets.values():
            heads = [head.replace("_", " ") for head in heads[:HEAD_WORDS]]
            if common.intersection(heads):
                # An example may lack its last quotation mark.
                definition = re.sub(r'"[^"]*"?', "", gloss).strip(" ;:")
                yield ", ".join(heads) + ": " + definition
            yield from (
                example
                for example in re.findall(r'"([^"]+)"', gloss)
                if len(example.split()) >= EXAMPLE_WORDS_MIN
            )
