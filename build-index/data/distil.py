"""Word vectors whose sums say what a sentence encoder says of whole sentences.

A word by itself tells an encoder little: "bill" might be a law or a beak. In a sentence it has a
meaning, and of many sentences least squares find what each of their words contributes.
"""

import re

import numpy as np
from scipy.sparse import csr_matrix

# Frequent words say little: weight of a word is RARE / (RARE + its share of all words), as in
# "A Simple but Tough-to-Beat Baseline for Sentence Embeddings" (Arora and others 2017).
RARE = 1e-3
# How firmly a word stays near its own encoding; as if it had been seen so often in that place.
OWN = 1.0
# Its own encoding, at the length that contributions have.
OWN_LENGTH = 0.4
# Good enough: the share of the first squared residual that is left.
LEFT = 1e-9
# Against dividing by zero: a few numbers of the encoder are the same for whatever text.
TINY = 1e-30


def distilled(own, words, sentences, encoded):
    """One vector per word, from unit vectors of words and of sentences, both centred."""
    weights = weights_of(words, sentences)
    start = own * OWN_LENGTH
    return least_squares(weights, encoded, start.astype(np.float32))


def weights_of(words, sentences):
    """How much each word (column) counts in each sentence (row); rows have unit length."""
    number = {word: at for at, word in enumerate(words)}
    found = [re.findall("[a-z]+", text.lower()) for text in sentences]
    rows = [[number[word] for word in row if word in number] for row in found]
    counts = np.bincount([word for row in rows for word in row], minlength=len(words))
    weight = RARE / (RARE + (counts + 1) / counts.sum())
    once = [np.unique(np.array(row, dtype=int)) for row in rows]
    values = [weight[row] / np.linalg.norm(weight[row]) for row in once if len(row)]
    ends = np.cumsum([0] + [len(row) for row in once])
    shape = (len(sentences), len(words))
    return csr_matrix((np.concatenate(values), np.concatenate(once), ends), shape, dtype=np.float32)


def least_squares(weights, encoded, start):
    """The vectors V with the least |weights V - encoded|² + OWN |V - start|², by conjugate gradients."""
    transposed = weights.T.tocsr()
    apply = lambda vectors: transposed @ (weights @ vectors) + OWN * vectors
    vectors = start.copy()
    rest = transposed @ encoded + OWN * start - apply(vectors)
    direction = rest.copy()
    first = size = (rest * rest).sum(0)
    while (size > LEFT * first).any():
        applied = apply(direction)
        step = size / np.maximum((direction * applied).sum(0), TINY)
        vectors += step * direction
        rest -= step * applied
        size, before = (rest * rest).sum(0), size
        direction = rest + size / np.maximum(before, TINY) * direction
    return vectors
