"""Figures in a history: which are years, which count what follows, and what fixes a length that is told."""

import pytest

from tests.temporal.reading import HISTORY_PUBLISHED, told
from transforms.temporal import normalize


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # A number of what follows is no year where such a year is far.
        ("On 4 May 1942 it began. At noon on 9 June 130 Kestrel bombers came.", ["1942-05-04", "1942-06-09T12:00"]),
        ("In May 1082 he came, and in July 300 Breton archers left.", ["1082-05", "1082-07"]),
        # A year of three figures, in the era told of.
        ("In AD 712 he fled. He came back on 9 August 719 in a litter.", ["0712", "0719-08-09"]),
        ("In 431 BC he fled. In the summer of 427 he came back, on 5 July.", ["BC0431", "BC0427-SU", "BC0427-07-05"]),
        ("In 431 BC he fled. In the year 420 he died.", ["BC0431", "BC0420"]),
        ("In 1942 he fled. It was founded in the year 843.", ["1942", "0843"]),
        (
            "It began in AD 811.\n\n812\n\nIn May he came.\n\n813-814\n\nIn June he left.",
            ["0811", "0812", "0812-05", "0813", "0814", "0813-06"],
        ),
        ("In AD 286 he rose. The war of 284-288 (Probus, r. 276-282) was long.", ["0286", "0284", "0288", "0276", "0282"]),
        ("In AD 286 he rose. Coins of between 281 and 285 still turn up.", ["0286", "0281", "0285"]),
        ("In AD 686 he rose. The truce of 684, kept by all, was over.", ["0686", "0684"]),
        ("In AD 686 he rose. The monk wrote about 692, or so they say.", ["0686", "0692"]),
        ("In AD 686 he rose. He lost about 690, or so they say.", ["0686"]),
        ("In AD 686 he rose. By 689 three of his sons were dead.", ["0686", "0689"]),
        ("In AD 686 he rose. An army of 700 was beaten; the raid of 690 horsemen failed.", ["0686"]),
        (
            "In 1080 he came. Between 920 and 940 were killed, and by 9 May 950 were ill; he sent in 910 more.",
            ["1080", "1080-05-09"],
        ),
        # A heading's years begin with the first.
        (
            "It began in 1911.\n\n1913-14\n\nIn the following spring he fell. In June it rained.",
            ["1911", "1913", "1914", "1913-SP", "1913-06"],
        ),
        # A winter has two years.
        ("In 1640 it was rich; by the winter of 1643/44 it was not.", ["1640", "1643-WI"]),
        ("In the winter of 308/307 BC they starved. The next spring they left.", ["BC0308-WI", "BC0307-SP"]),
        ("In 310 BC they came. In the winter of 308/307 they starved.", ["BC0310", "BC0308-WI"]),
    ],
)
def test_a_figure_is_a_year_or_a_count(text: str, values: list[str]) -> None:
    assert told(text) == values


def test_a_history_of_three_figure_years_is_recognised() -> None:
    text = (
        "The war was fought from 811 to 815. After the truce of 806, the emir waited.\n\n812\n\nIn April he came.\n\n"
        "813-814\n\nThe siege began. It ended on 3 May 814, and he went home."
    )
    assert [mention.timex_value for mention in normalize(text, HISTORY_PUBLISHED)][4] == "0812-04"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # What stands beside a length says when that was.
        ("It was sold in 1811. Half a century later, in May 1868, it burned.", ["1811", "1868", "1868-05"]),
        ("It was sold in the 1790s and again a decade later.", ["179", "180"]),
        ("In 340 BC King Otto (r. 359-336 BC) came. Two years later he left.", ["BC0340", "BC0359", "BC0336", "BC0338"]),
        (
            "He fled in the spring of 1911 and was home three months later, in September 1911.",
            ["1911-SP", "1911-09", "1911-09"],
        ),
        ("It was sold in 1811. Sixty years later, in 1868, it burned.", ["1811", "1868", "1868"]),
        ("He fled in May 1811. It was sold only in June 1868, nearly 57 years later.", ["1811-05", "1868-06", "1868-06"]),
        ("He came on 4 May 1811, and nine days later, at noon, he fled.", ["1811-05-04", "1811-05-13T12:00"]),
        # Lengths before and after what happens.
        ("On 4 May 1811 he left, a year after the fall of Brenn. In June it rained.", ["1811-05-04", "P1Y", "1811-06"]),
        ("On 4 May 1811 they met, ninety years to the day after the treaty.", ["1811-05-04", "P90Y"]),
        ("In May 1811 he lay nine days before Brenn. Then he spent two weeks before the town.", ["1811-05", "P9D", "P2W"]),
        ("On 4 May 1811 he died, forty days before his birthday.", ["1811-05-04", "P40D"]),
        ("On 4 May 1811 it rained. He left an hour before dark.", ["1811-05-04", "PT1H"]),
        # Counted on.
        ("On 4 May 1811 he fled. He was seen three days on, asleep in a mill.", ["1811-05-04", "1811-05-07"]),
        ("In 1811 he fled. Twenty years on the house was a ruin.", ["1811", "1831"]),
        ("In 1811 he fled, after twenty years on the throne.", ["1811", "P20Y"]),
        ("On 4 May 1811 it fell; they left the day following.", ["1811-05-04", "1811-05-05"]),
        ("On 4 May 1811 it fell; the next day but one they left.", ["1811-05-04", "1811-05-06"]),
        ("On 4 May 1811 it fell, and on the 9th of the month they left.", ["1811-05-04", "1811-05-09"]),
        ("On 4 May 1811 it fell. Three days after this the duke came.", ["1811-05-04", "1811-05-07"]),
        # Lengths alone.
        ("In 1811 it fell, and for the next year and a half it rained.", ["1811", "P1Y6M"]),
        ("On 4 May 1811 they came; in the first hour, some 90 fell.", ["1811-05-04", "PT1H"]),
        ("In 1811 it fell in a matter of hours; all was over within the week.", ["1811", "PTXH", "P1W"]),
        ("In May 1811 they lost it; in a single week of June they had it back.", ["1811-05", "P1W", "1811-06"]),
        ("He was sentenced in 1811 to six years, and in June 1812 to eight months.", ["1811", "P6Y", "1812-06", "P8M"]),
        ("In the early months of 1811 he left; in the closing weeks of 1813 he came back.", ["1811", "1813"]),
        ("In AD 811 he left. He spent the first weeks of 814 at sea.", ["0811", "0814"]),
    ],
)
def test_a_length_counts_from_what_the_words_say(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The 58-year-old abbot left.", ["58-year-old"]),
        ("Some 19-year-old archers left.", ["19-year-old"]),
        ("Two of them, 15-year-olds, left.", ["15-year-olds"]),
    ],
)
def test_an_age_is_told_whole(text: str, found: list[str]) -> None:
    mentions = normalize(text, HISTORY_PUBLISHED, profile="timex2", anchoring="narrative")
    assert [mention.text for mention in mentions] == found
