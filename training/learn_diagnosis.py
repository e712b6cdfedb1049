"""Write `reference/channels/diagnosis.tsv`, and say how well the pivot is told from names.

    python training/learn_diagnosis.py DATA [--write]

Names that no table was learned from (the `.dev` files under DATA) are romanised by the last scheme
of `training/romanise.py`; typing errors are made by rule: neighbours exchanged, letters dropped,
doubled, or struck beside the right key. The scale is the one of greatest likelihood over documents
of one, two and four garbles from one half of the names; the figures are those of the other half.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np

from audit.backtranslation.channels import load_channels
from audit.backtranslation.channels.letters import letters_of
from audit.backtranslation.channels.transducer import Floats
from audit.backtranslation.diagnosis import Garble, explain_by_channels
from audit.reference import data_folder
from training.learn_channels import SCRIPTS, read_names
from training.romanise import SCHEMES

EACH = 1200  # garbles a pivot
SIZES = (1, 2, 4)
SCALES = np.arange(0.3, 1.21, 0.05)
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
HEADER = "# What a log-probability counts for in a diagnosis.\nscale\tsource\n"
Votes = Mapping[str, Floats]


def main() -> None:
    """Learn the scale on one half, print what it does on the other."""
    garbles = dict(invent_garbles(Path(sys.argv[1]) / "data" / "translit"))
    votes = {code: explain_by_channels(some) for code, some in garbles.items()}
    learning = {code: some[:, ::2] for code, some in votes.items()}
    scale = max(SCALES, key=lambda s: sum(np.log(c[1]).sum() for c in judge(learning, float(s))))
    show({code: some[:, 1::2] for code, some in votes.items()}, float(scale))
    if "--write" in sys.argv:
        path = data_folder() / "channels" / "diagnosis.tsv"
        path.write_text(f"{HEADER}{scale:.2f}\ttraining/learn_diagnosis.py\n", encoding="utf-8")


def invent_garbles(folder: Path) -> Iterator[tuple[str, list[Garble]]]:
    """Garbles by the code of their channel."""
    chance = random.Random(3)
    names: list[str] = []
    for code, script in SCRIPTS.items():
        pairs = read_names(folder, script, "dev")
        chance.shuffle(pairs)
        written = ((true, SCHEMES[script](native)) for true, native in pairs if len(true) > 3)
        found = [Garble(seen=letters_of(s[-1]), true=true) for true, s in written if s]
        found = [g for g in found if len(g.seen) > 1 and g.seen != g.true][:EACH]
        names += [g.true for g in found]
        yield code, found
    typed = [Garble(seen=mistype(n, chance), true=n) for n in chance.sample(names, EACH)]
    yield "typo", [g for g in typed if g.seen != g.true]


def mistype(name: str, chance: random.Random) -> str:
    """A name with one typing error inside."""
    i = chance.randrange(1, len(name) - 1)
    before, letter, after = name[:i], name[i], name[i + 1 :]
    errors: tuple[Callable[[], str], ...] = (
        lambda: before + after[0] + letter + after[1:],
        lambda: before + after,
        lambda: before + letter + letter + after,
        lambda: before + chance.choice(_beside(letter)) + after,
    )
    return chance.choice(errors)()


def judge(
    votes: Votes, scale: float, sizes: tuple[int, ...] = SIZES
) -> Iterator[tuple[bool, float, float]]:
    """For each document: right or not, the probability of the truth, and of what was told."""
    codes = [channel.code for channel in load_channels()]
    for size in sizes:
        for code, some in votes.items():
            documents = some.shape[1] // size
            sums = scale * some[:, : documents * size].reshape(len(codes), documents, size).sum(
                axis=2
            )
            odds = np.exp(sums - sums.max(axis=0))
            chances = odds / odds.sum(axis=0)
            true = codes.index(code)
            for column in chances.T:
                yield (
                    bool(column.argmax() == true),
                    float(column[true]) + 1e-12,
                    float(column.max()),
                )


def show(votes: Votes, scale: float) -> None:
    """Accuracy by the number of garbles and by pivot, and the reliability curve."""
    print(f"scale {scale:.2f}")
    for size in SIZES:
        each = {
            code: [r for r, _, _ in judge({code: v}, scale, (size,))] for code, v in votes.items()
        }
        every = [right for some in each.values() for right in some]
        told = ", ".join(f"{code} {np.mean(some):.1%}" for code, some in each.items())
        print(f"{size} garbles: {np.mean(every):.1%} right ({told})")
    judged = list(judge(votes, scale))
    for low, high in ((0.5, 0.7), (0.7, 0.9), (0.9, 0.99), (0.99, 1.01)):
        some = [(right, chance) for right, _, chance in judged if low <= chance < high]
        given, right = np.mean([c for _, c in some]), np.mean([r for r, _ in some])
        print(f"told at {given:.3f}: {right:.3f} right, of {len(some)}")


def _beside(letter: str) -> str:
    row = next(keys for keys in KEYS if letter in keys)
    place = row.index(letter)
    return row[max(0, place - 1) : place] + row[place + 1 : place + 2]


if __name__ == "__main__":
    main()
