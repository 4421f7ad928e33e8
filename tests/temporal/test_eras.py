"""Years of few figures in a narrative, and of which era they are."""

import pytest

from tests.temporal.reading import told

EARLY = (
    "Otto was born on 9 August 793 and came in May 806. In 812 Charles left, and from 814 to 840 a weak king ruled. In the "
    "summer of 818, and again in late 829 with 300 men in 200 ships, the Danes came; by the 830s, in 834, nobody fought. "
    "In June 837 Hugo fell. On the 9th he died."
)
ANCIENT = (
    "They landed in 218 BC. Two months later it rained. In 216 the consul fell, and by 202 the war was over; in 500 it was old."
)


def test_years_of_three_figures_are_of_the_era_told() -> None:
    early = ["0793-08-09", "0806-05", "0812", "0814", "0840", "0818-SU", "0829", "083", "0834", "0837-06", "0837-06-09"]
    assert told(EARLY) == early
    assert told(ANCIENT) == ["BC0218", "BC0218", "BC0216", "BC0202"]
    assert told("On 3 May 1822 he came. In 843 he was old. On 6 May 300 men left.") == ["1822-05-03", "1822-05-06"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # The era may be told later, and be that of the first of two years.
        ("The heralds came in May 219, and in 218 BC the port fell.", ["BC0219-05", "BC0218"]),
        ("In the early spring of 218 he left (December 219). He won in 216 BC.", ["BC0218-SP", "BC0219-12", "BC0216"]),
        ("He was consul in 171 or 170 BC and died soon.", ["BC0171", "BC0170"]),
        (
            "He was crowned in 231 BC, and in 229 took Corinth. The plea failed, and in 227 Sparta fell.",
            ["BC0231", "BC0229", "BC0227"],
        ),
        ("In June 316 it began. In 315, he won. Nepos (100-24 BCE) tells of it.", ["BC0316-06", "BC0315", "BC0100", "BC0024"]),
        ("In 843 they met. In 1066 they met again.", ["0843", "1066"]),
        # Years rise after Christ and fall before.
        ("The league (231-204) was founded by the king. In 220 he died.", ["BC0231", "BC0204", "BC0220"]),
        (
            "Marcus was emperor from 138 to 161. He had been consul in 120. Augustus died in 14 AD, not in 27 BC.",
            ["0138", "0161", "0120", "0014", "BC0027"],
        ),
        ("The bill passed (231-204) in 1920. The next (88-61) failed.", ["1920"]),
        # So small a number is a year only where the text tells of such.
        ("On 20 December 69, he took the town. A day later he was crowned.", ["0069-12-20", "0069-12-21"]),
        ("Titus (17 May 12 - 3 June 81) was a soldier. In 70, he took the city.", ["0012-05-17", "0081-06-03", "0070"]),
        ("Titus (17 May 12-3 June 81) was a soldier.", ["0012-05-17", "0081-06-03"]),
        (
            "He was consul in 52 AD. In 43, he had seen Kent, and in 66 he took Gamla. He died in 79.",
            ["0052", "0043", "0066", "0079"],
        ),
        ("Marcus (88-161) was emperor from 138 to 161.", ["0088", "0161", "0138", "0161"]),
        ("He was consul in 52 AD. In 43 towns they rose; he lost 20 men in 12 days.", ["0052", "P12D"]),
        (
            "On 3 May 1822 he came. Of the ships he lost 12 in 43, and by 20 May 12 more. On 6 May 30 men left.",
            ["1822-05-03", "1822-05-20", "1822-05-06"],
        ),
    ],
)
def test_years_of_few_figures_are_of_the_era_that_the_text_shows(text: str, values: list[str]) -> None:
    assert told(text) == values


def test_the_first_century_is_one_on_both_sides() -> None:
    assert told("It was the first century BC. It was the 1st century.") == ["BC00", "00"]


def test_a_winter_before_christ_is_named_by_both_its_years() -> None:
    assert told("In the winter of 148-147 BC they starved. In spring it rained.") == ["BC0148-WI", "BC0147-SP"]
