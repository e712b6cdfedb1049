"""Other ways to find the true name of a seen one, over the same list.

Each gives for every seen name a row of scores, one a listed name. Metaphone and logic-v2 leave ties
by the hundred; these are broken by Levenshtein distance, to their advantage.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import JaroWinkler, Levenshtein
from rapidfuzz.process import cdist

Scores = npt.NDArray[np.float64]
Peer = Callable[[Sequence[str], Sequence[str]], Scores]

RESCORED = 50  # nearest names by Levenshtein that logic-v2 compares
_DECIDES = 1000.0  # more than any distance


def levenshtein(seen: Sequence[str], names: Sequence[str]) -> Scores:
    """Fewest edits."""
    return -cdist(seen, names, scorer=Levenshtein.distance).astype(float)


def jaro_winkler(seen: Sequence[str], names: Sequence[str]) -> Scores:
    """Jaro-Winkler similarity."""
    return cdist(seen, names, scorer=JaroWinkler.similarity, dtype=np.float64)


def metaphone(seen: Sequence[str], names: Sequence[str]) -> Scores:
    """The same Metaphone code first."""
    from jellyfish import metaphone as code

    codes = np.array([code(name) for name in names])
    same = np.array([codes == code(name) for name in seen])
    return _DECIDES * same + levenshtein(seen, names)


def logic_v2(seen: Sequence[str], names: Sequence[str]) -> Scores:
    """OpenSanctions' matcher with its default configuration, each name a person's only property."""
    from nomenklatura.matching import get_algorithm

    algorithm = get_algorithm("logic-v2")
    if algorithm is None:
        raise LookupError("nomenklatura has no algorithm logic-v2")
    config = algorithm.default_config()
    entities = {name: _person(name) for name in (*names, *seen)}
    scores = levenshtein(seen, names)
    for name, row in zip(seen, scores, strict=True):
        for i in np.argsort(-row, kind="stable")[:RESCORED]:
            result = algorithm.compare(entities[name], entities[names[i]], config)
            row[i] += _DECIDES * result.score
    return scores


def _person(name: str) -> Any:
    """An entity; its id must be its own, since logic-v2 remembers an entity's names by its id."""
    from followthemoney import model

    properties = {"name": [name]}
    return model.get_proxy({"id": f"name-{name}", "schema": "Person", "properties": properties})


PEERS: Mapping[str, tuple[Peer, str]] = {
    "Levenshtein": (levenshtein, "rapidfuzz"),
    "Jaro-Winkler": (jaro_winkler, "rapidfuzz"),
    "Metaphone": (metaphone, "jellyfish"),
    "logic-v2": (logic_v2, "nomenklatura"),
}


def name_versions() -> str:
    """Every peer with the package and version that it comes from."""
    return "; ".join(f"{name}: {pkg} {version(pkg)}" for name, (_, pkg) in PEERS.items())
