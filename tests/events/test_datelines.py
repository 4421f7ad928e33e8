"""The place and date that open a wire story are no part of its first sentence."""

from datetime import date

import pytest

from transforms import analyze


@pytest.mark.parametrize(
    "opening",
    [
        "",
        "NORRVIK, Feb 2 - ",
        "PORT HALDEN (CWA) -- ",
        "Munich (dpa) - ",
        "ST. LOUIS, Mo. (AP) _ ",
        "NEW YORK, March 3, 2013 (CWA) — ",
    ],
)
def test_who_did_it_is_not_the_place_of_the_dateline(opening: str) -> None:
    text = f"{opening}Kestrel Air signed an agreement on Thursday."
    signed = next(event for event in analyze(text, date(2024, 2, 2)).events if event.trigger == "signed")
    assert signed.agent == "Kestrel Air"
    assert text[signed.char_start : signed.char_end] == "signed"


def test_an_aside_in_dashes_is_no_dateline() -> None:
    analysis = analyze("Kestrel Air resigned from the group - a rare move - on Thursday.", date(2024, 2, 2))
    assert "resigned" in [event.trigger for event in analysis.events]
