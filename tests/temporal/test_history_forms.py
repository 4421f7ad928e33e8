"""Forms of dates and lengths that histories have and news seldom: what they are, and what only looks like them."""

import pytest

from tests.temporal.reading import told


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The truce of 312-347 CE held.", ["0312", "0347"]),
        ("The truce (312\u2013347 CE) held.", ["0312", "0347"]),
        ("He was king in 98 and 117 AD.", ["0098", "0117"]),
        # The era is written in capitals.
        ("They met 30 or 40 ad men.", []),
    ],
)
def test_two_years_of_the_lord_share_their_era(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In 1854 Anton (1820-64) led a rising. Two years later he took a port.", ["1854", "1820", "1864", "1856"]),
        ("In 1854 a duchy was founded (1855-71), and in the following year it had a mint.", ["1854", "1855", "1871", "1855"]),
        ("In 1854 Anton (born in 1820) led a rising. The next year he fled.", ["1854", "1820", "1855"]),
        ("In 1854 they rose. Their duke (r. 1840-57) fled the following year.", ["1854", "1840", "1857", "1855"]),
        ("In 1854 they rose under Otto (c. 1820 - c. 1870). A year later they won.", ["1854", "1820", "1870", "1855"]),
        # What follows goes on from there, and a bracket that tells of a step holds.
        (
            "In 1854 Anton (1820-64) led a rising. The next year he fled, and two years later he was back.",
            ["1854", "1820", "1864", "1855", "1857"],
        ),
        ("In 1854 they took a fort (3 May 1855). Two days later they lost it.", ["1854", "1855-05-03", "1855-05-05"]),
    ],
)
def test_nothing_is_counted_from_the_years_of_a_life_in_brackets(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Snow fell in December and January 1874.", ["1873-12", "1874-01"]),
        ("Levies were raised in October, November and February 1874.", ["1873-10", "1873-11", "1874-02"]),
        # One that does not lead up to the other is of its year.
        ("Levies were raised in March and May 1874.", ["1874-03", "1874-05"]),
        ("Bread was dearer in December and November 1874.", ["1874-12", "1874-11"]),
        ("Fairs were held in May, August and October 1874.", ["1874-05", "1874-08", "1874-10"]),
    ],
)
def test_months_listed_across_new_year_lie_in_both_years(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "On 13 December 1884 he wrote that they would leave on the 15th. The following day, December 14th, they left.",
            ["1884-12-13", "1884-12-15", "1884-12-14", "1884-12-14"],
        ),
        ("In May 1884 it rained. The next morning, 3 June, it froze.", ["1884-05", "1884-06-03TMO", "1884-06-03"]),
        ("In May 1884 it rained. The next day, 3 June 1885, it froze.", ["1884-05", "1885-06-03", "1885-06-03"]),
        # Another day is not its date.
        ("On 30 May 1884 it rained. The next day, and on 3 June, it froze.", ["1884-05-30", "1884-05-31", "1884-06-03"]),
    ],
)
def test_a_relative_day_beside_its_date_is_that_date(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("He wrote in June 1802 to his brother, and to the king the same day.", ["1802-06", "1802-06"]),
        ("In 1802 he fled. The same day the town fell.", ["1802", "1802"]),
        ("On 3 June 1802 he fled. The same day the town fell.", ["1802-06-03", "1802-06-03"]),
    ],
)
def test_no_day_is_made_up_for_the_same_day_of_a_month(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Otto died in 78 BC. His heir came in late 75 or early 74.", ["BC0078", "BC0075", "BC0074"]),
        ("Otto died in 78 BC. His heir came in early 74, at dusk.", ["BC0078", "BC0074", "TEV"]),
        # A number of something, and one in what tells of other times.
        ("Otto died in 78 BC. Of the late 75 men were his.", ["BC0078"]),
        ("Otto died in 1878. He had been ill in late 75 or early 74.", ["1878"]),
    ],
)
def test_parts_of_years_of_two_figures_are_of_the_era_told(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The weir was laid about 1743, they say.", ["1743"]),
        ("The weir was laid about 1743 and burst in 1790.", ["1743", "1790"]),
        ("He was born about 1740 in a mill.", ["1740"]),
        # Amounts are round, or of what follows.
        ("The parish counted about 1700, and then fewer.", []),
        ("The parish counted about 1743 souls.", []),
        ("He paid about 1743.50 and left.", []),
    ],
)
def test_about_a_year_is_a_year(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The deed is of the 23d day of January, 1856.", ["1856-01-23"]),
        ("The deed is of the 3d of May, 1856; it lapsed on June 2d.", ["1856-05-03", "1856-06-02"]),
        ("In May 1856 he signed, and on the 22d he fled.", ["1856-05", "1856-05-22"]),
        # Pence, what has three dimensions, and no ordinal.
        ("In May 1856 bread cost 3d., and a pound 22d of it.", ["1856-05"]),
        ("In May 1956 he worked on the 3d film.", ["1956-05"]),
        ("The deed is of the 4d day of May 1856.", ["1856-05"]),
    ],
)
def test_ordinals_were_once_written_with_a_d(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On the evening of 21 April 1861 it fell. Otto had left that very morning.", ["1861-04-21TEV", "1861-04-21TMO"]),
        ("On 21 April 1861 it fell. Otto left the very same night.", ["1861-04-21", "1861-04-21TNI"]),
        ("On 21 April 1861 it fell. It was that very clear morning air.", ["1861-04-21"]),
    ],
)
def test_that_very_part_of_a_day_is_of_the_day_told(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On 7 May 1920 the gate fell. During the next hours they took the bridges.", ["1920-05-07", "PTXH"]),
        ("On 7 May 1920 the gate fell. In the next weeks it rained.", ["1920-05-07", "PXW"]),
        ("On 7 May 1920 the gate fell. The next day it rained.", ["1920-05-07", "1920-05-08"]),
        ("On 7 May 1920 the gate fell. For the next two weeks it rained.", ["1920-05-07", "P2W"]),
    ],
)
def test_the_next_units_of_a_story_are_a_length(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On 13 December 1884 he wrote: We sail the day after to-morrow.", ["1884-12-13", "1884-12-15"]),
        (
            "On 13 December 1884 he wrote: We sail to-morrow, not to-day or to-night.",
            ["1884-12-13", "1884-12-14", "1884-12-13", "1884-12-13TNI"],
        ),
        # Two words, or more.
        ("On 13 December 1884 he wrote of day-to-day work, from day to day and night to night.", ["1884-12-13"]),
        ("On 13 December 1884 he turned to day labour.", ["1884-12-13"]),
    ],
)
def test_to_day_and_to_morrow_were_once_two_words(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The march of 1802 took 75 odd days.", ["1802", "P75D"]),
        ("In 1802 he fled. Twenty-odd years later he died.", ["1802", "1822"]),
        ("In 1802 a 40-odd-year-old miller led them.", ["1802", "P40Y"]),
        # Odd itself, and what is no time.
        ("In 1802 it froze, as in all odd years.", ["1802"]),
        ("In 1802 they had 40 odd boats.", ["1802"]),
    ],
)
def test_so_many_odd_units_are_a_length(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On 6 July 1867 they marched through today's Togo.", ["1867-07-06", "PRESENT_REF"]),
        ("On 6 July 1867 they crossed today\u2019s northern border of Togo.", ["1867-07-06", "PRESENT_REF"]),
        ("On 6 July 1867 they took a town, today called Lipka.", ["1867-07-06", "PRESENT_REF"]),
        # What is said on the day told of is of that.
        ("On 6 July 1867 he wrote: Today we march.", ["1867-07-06", "1867-07-06"]),
        ("On 6 July 1867 he wrote of today's march.", ["1867-07-06", "1867-07-06"]),
    ],
)
def test_what_is_named_by_today_is_of_our_times(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In 1879 he bought a mill and ran it for many years thereafter.", ["1879", "PXY"]),
        ("In 1879 it froze. For several weeks afterwards nobody sailed.", ["1879", "PXW"]),
        ("In 1879 it froze. Many years thereafter it thawed.", ["1879", "FUTURE_REF"]),
    ],
)
def test_how_long_something_went_on_is_a_length(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In 1884 the boat steamed past Dover and on.", ["1884"]),
        ("In 1884 he saw the guards riding slowly past.", ["1884"]),
        ("In 1884 their past victories were forgotten.", ["1884", "PAST_REF"]),
    ],
)
def test_what_moves_past_something_is_not_in_the_past(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In 1855 he was joined by 170 farmers and 1000 Irishmen.", ["1855"]),
        ("In 1218 they sent hostages and 1500 mules, and peasants and some 1400 horsemen.", ["1218"]),
        # Years listed, and one that is not round.
        ("The wars of 1600 and 1700 ruined it.", ["1600", "1700"]),
        ("It was so in the wars and 1848 risings.", ["1848"]),
        ("They fought the Danes and in 1800 won.", ["1800"]),
    ],
)
def test_a_round_number_beside_another_count_is_no_year(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In 1884 she carried 160 second-class passengers and 30 second-hand guns.", ["1884"]),
        ("In 1984 there was a 30-second pause.", ["1984", "PT30S"]),
    ],
)
def test_so_many_of_the_second_kind_are_no_seconds(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In 1645 he marched south to winter in the plain.", ["1645"]),
        ("In 1645 they left to summer on the coast.", ["1645"]),
        ("It fell in 1645. Autumn turned to winter in the hills.", ["1645", "1645-FA", "1645-WI"]),
        ("In 1645 he meant to march in winter.", ["1645", "1645-WI"]),
    ],
)
def test_to_winter_somewhere_is_a_verb(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "He won at Lund (September 1), at Brod (September 13) and again at Lund (February 2, 1645).",
            ["1644-09-01", "1644-09-13", "1645-02-02"],
        ),
        ("They rose in December and fell on 9 January 1788.", ["1787-12", "1788-01-09"]),
        # What need not lie in the year before, and what need not lead up to the date of another sentence.
        ("They rose on 4 May and fell on 9 July 1788.", ["1788-05-04", "1788-07-09"]),
        ("They rose on 4 May. It was 1788. In March it rained.", ["1788-05-04", "1788", "1788-03"]),
        ("They had risen on 4 May. On 9 January 1788 it rained.", ["1788-05-04", "1788-01-09"]),
    ],
)
def test_what_leads_up_to_the_first_date_lies_before_it(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Eighty-seven years before the outbreak of the war they took the town.", ["P87Y"]),
        ("In 1645 they came. Twenty-one years before his death he was king.", ["1645", "P21Y"]),
        # What is counted from the time told; what comes after something mostly comes after what was told last.
        ("On 5 May 1645 the town fell. Two days after the fall it burned.", ["1645-05-05", "1645-05-07"]),
        ("In 1645 they came. Two years before, his brother had come.", ["1645", "1643"]),
        ("In 1645 they came. Two years before the war had begun.", ["1645", "1643"]),
    ],
)
def test_a_length_before_what_follows_is_not_counted_from_what_is_told(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It was so in 1864. Nothing grew in this time period.", ["1864", None]),
        ("It was so in 1864. News travelled slowly in those days.", ["1864", "PAST_REF"]),
        ("It was so in 1864. In those days of frost nothing grew.", ["1864"]),
    ],
)
def test_those_times_are_of_what_is_told(text: str, values: list[str | None]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "The siege lasted until May 1811. The March and August Risings in 1808 had ruined them. In June it rained.",
            ["1811-05", "1808-03", "1808-08", "1808", "1811-06"],
        ),
        ("It fell in May 1811, as in the July Days of 1808.", ["1811-05", "1808-07", "1808"]),
        ("It fell in 1811. The October revolutions of Brod were over.", ["1811", "1811-10"]),
    ],
)
def test_a_rising_named_by_its_month_is_of_the_year_behind_it(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Past midnight, May 25, 1880, the boats met.", ["1880-05-25T00:00"]),
        ("At ten past midnight on May 25, 1880, they met.", ["1880-05-25T00:10"]),
        ("At midnight on May 25, 1880, they met.", ["1880-05-25T24:00"]),
    ],
)
def test_past_midnight_is_early_on_the_day_named(text: str, values: list[str]) -> None:
    assert told(text) == values
