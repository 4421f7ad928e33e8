"""A wire's marks in its text: the place and date that open a story, the codes of companies."""

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
        "ERIN, Pa. — ",
        "ST. JOHN’S, Feb 2 - ",
        "MOSCOW/KYIV, Feb 2 (CWA) - ",
        "Tegucigalpa, Jan 2 (EFE).- ",
        "DALLAS/FORT WORTH, Texas, March 3 - ",
        "NEW YORK, MARCH 2 - ",
        "NORRVIK, Feb 2 –\n\n",
        "(CWA) - ",
        "(CWA) — ",
        "(Corrects spelling of a name in this Feb. 2 story.) By Ann Poe (CWA) - ",
        "(This version of the Feb 2 story corrects paragraph 3) By Ann Poe NORRVIK (CWA) - ",
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


def test_an_aside_in_brackets_is_no_dateline() -> None:
    analysis = analyze("(It resigned in May) and Kestrel Air signed the pact - a rare move - on Thursday.", date(2024, 2, 2))
    assert "resigned" in [event.trigger for event in analysis.events]


def test_a_correction_that_was_made_is_no_event_of_the_story() -> None:
    text = "(Corrects day of resignation in this Feb. 2 story) (CWA) - Kestrel Air signed the pact on Thursday."
    assert [event.trigger for event in analyze(text, date(2024, 2, 2)).events] == ["signed"]


def test_the_code_of_a_company_is_not_who_did_it() -> None:
    text = "Kestrel Air <KSTR> is holding talks to buy Northline <NLN.O> and hopes to sign an agreement on Friday."
    events = {event.trigger: event for event in analyze(text, date(2024, 2, 2)).events}
    assert events["sign"].agent == "Kestrel Air"
    assert text[events["sign"].char_start : events["sign"].char_end] == "sign"


def test_a_company_in_angle_brackets_is_who_did_it() -> None:
    text = "Storm Shipping Ltd said <Bergen Tugs SA> of Molde, Norway, agreed to sell <Fjord Ferries and Tugs Inc> on Friday."
    events = {event.trigger: event for event in analyze(text, date(2024, 2, 2)).events}
    assert (events["agreed"].agent, events["sell"].patient) == ("Bergen Tugs SA", "Fjord Ferries and Tugs Inc")
