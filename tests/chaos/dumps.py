"""Small dumps of news that repeat, correct and break, the same for the same seed."""

import json
import random
from pathlib import Path

SAID = (
    "The ministers of trade will meet in Larnaca on Monday to sign the agreement.",
    "Workers at the shipyard went on strike last week after talks collapsed.",
    "The bridge was opened in March 2019 and will be closed by the end of this month.",
    "Parliament voted on Tuesday and the president is expected to resign within two weeks.",
    "A storm hit the coast two days ago, and schools remained closed until Friday.",
    "The company said it had sold its mine in the first quarter.",
)


def write_dump(folder: Path, shards: int, articles: int, seed: int) -> list[Path]:
    """JSON Lines files of so many articles each; one in ten is in two files, one in ten is corrected by a later record."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    files = []
    for shard in range(shards):
        file = folder / f"part-{shard:03d}.jsonl"
        records = [_record(chance, shards, shard, number) for number in range(articles)]
        file.write_text("".join(f"{record}\n" for record in records), encoding="utf-8")
        files.append(file)
    return files


def _record(chance: random.Random, shards: int, shard: int, number: int) -> str:
    fate = chance.random()
    if fate < 0.03:
        return '{"title": "broken'
    # Copies and corrections of an article that another file may hold too.
    owner = chance.randrange(shards) if fate < 0.23 else shard
    day, hour = 1 + (owner * 7 + number) % 27, number % 24
    revised = f"2021-05-{day:02d}T{hour:02d}:30:00Z" if fate < 0.13 else None
    return json.dumps(
        {
            "id": f"{owner}-{number}",
            "url": f"https://news.example/{owner}/{number}",
            "title": f"Report {owner}-{number}",
            "text": " ".join([*chance.sample(SAID, 3), f"Edition {owner}-{number}{' corrected' if revised else ''}."]),
            "published": f"2021-05-{day:02d}T{hour:02d}:00:00Z",
            "updated": revised,
        }
    )
