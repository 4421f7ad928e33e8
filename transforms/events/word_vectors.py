"""The vectors that a parser gives its words before it looks at their neighbours, computed once a word.

A word's vector depends on its norm, prefix, suffix and shape alone. News repeats its words: of the first 40,000 tokens a fifth
is new, later far fewer, and these vectors are a sixth of the parser's time.

In single precision a matrix product differs in its last bits with the rows that stand beside a row, so that a kept vector would
depend on what was read before. In double precision, rounded afterwards, it does not.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language

MOST_WORDS: Final = 20_000  # 8 MB of vectors; then it begins anew
Vectors = list[np.ndarray[Any, Any]]


class _Rows:
    """Features in the form in which the layer asks a parsed text for them."""

    def __init__(self, rows: np.ndarray[Any, Any]) -> None:
        self.rows = rows

    def to_array(self, columns: Sequence[str]) -> np.ndarray[Any, Any]:
        """The features; the columns are those that they were made with."""
        return self.rows


class KnownWords:
    """Stands in for the embedding layer of a spaCy pipeline: its vectors, whatever was read before."""

    def __init__(self, layer: Any) -> None:
        self._compute: Callable[..., Any] = layer._func
        self._columns: list[str] = layer.layers[0].attrs["columns"]
        self._places: dict[bytes, int] = {}
        self._vectors: np.ndarray[Any, Any] = np.empty((0, layer.get_dim("nO")), dtype=np.float32)

    def __call__(self, layer: Any, docs: Sequence[Any], is_train: bool) -> tuple[Vectors, Callable[..., Any]]:
        """The vectors of each text's words, as the layer itself gives them."""
        rows = [doc.to_array(self._columns) for doc in docs]
        if is_train or not all(map(len, rows)):
            return self._compute(layer, docs, is_train)  # type: ignore[no-any-return]
        flat = np.ascontiguousarray(np.vstack(rows))
        width = flat.shape[1] * flat.itemsize
        data = flat.tobytes()
        keys = [data[at : at + width] for at in range(0, len(data), width)]
        vectors = self._looked_up(layer, keys, flat)
        ends = np.cumsum([len(each) for each in rows])[:-1]
        return np.split(vectors, ends), lambda gradient: []

    def _looked_up(self, layer: Any, keys: Sequence[bytes], flat: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        if len(self._places) > MOST_WORDS:
            self._places.clear()
        new: dict[bytes, int] = {}
        for at, key in enumerate(keys):
            if key not in self._places and key not in new:
                new[key] = at
        if new:
            self._keep(layer, new, flat)
        places = self._places
        return self._vectors[[places[key] for key in keys]]

    def _keep(self, layer: Any, new: dict[bytes, int], flat: np.ndarray[Any, Any]) -> None:
        (found,), _ = self._compute(layer, [_Rows(flat[list(new.values())])], False)
        first = len(self._places)
        if first + len(found) > len(self._vectors):
            larger = np.empty((2 * (first + len(found)), found.shape[1]), dtype=found.dtype)
            larger[:first, :] = self._vectors[:first]
            self._vectors = larger
        self._vectors[first : first + len(found)] = found
        self._places |= {key: first + number for number, key in enumerate(new)}


def keep_word_vectors(nlp: "Language") -> None:
    """Lets the pipeline's embedding layer compute each word once; a layer of another make is left as it is."""
    tok2vec: Any = nlp.get_pipe("tok2vec")
    embedding = tok2vec.model.layers[0]
    if not embedding.layers or embedding.layers[0].name != "extract_features":
        return
    for layer in embedding.walk():
        if layer.name == "maxout":
            layer.ops = _wide_ops()
    embedding._func = KnownWords(embedding)


def _wide_ops() -> Any:
    from thinc.api import NumpyOps

    class WideOps(NumpyOps):  # type: ignore[misc]  # thinc's compiled classes have no types
        """Matrix products in double precision."""

        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            left, right = (x.T if trans1 else x), (y.T if trans2 else y)
            product = (left.astype(np.float64) @ right.astype(np.float64)).astype(x.dtype)
            if out is None:
                return product
            out[:] = product
            return out

    return WideOps(use_blis=False)
