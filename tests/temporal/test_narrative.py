"""A narrative is its own anchor: dates without a year hang on the story, and such a text is told from news."""

from datetime import date

import pytest

from tests.temporal.reading import HISTORY_PUBLISHED as PUBLISHED
from tests.temporal.reading import told
from transforms.temporal import normalize

TOLD = (
    "The siege began in May 1631. On 20 June the outer wall fell. The next day the regent fled, and in November the town "
    "opened its gates. In February a new council met; two years later it was dissolved."
)
HISTORY = (
    "In 1702 the duke laid the first stone. Work stopped in 1709 and began again in 1714. By 1720 two towers stood. "
    "The chapel of 1688 was pulled down in 1725, and the masons quarrelled. In 1731 the last of them left. "
    "On 3 March the gates were opened."
)
NEWS = (
    "The mayor said on Friday that the bridge, built in 1931 and closed in 1985, will open next month. "
    "It was painted in 1962, 1974 and 1999. Last year it carried no traffic; today it is ready."
)


def test_dates_without_a_year_hang_on_the_story() -> None:
    assert told(TOLD) == ["1631-05", "1631-06-20", "1631-06-21", "1631-11", "1632-02", "1634"]


def test_publication_anchoring_ignores_the_story() -> None:
    values = [m.timex_value for m in normalize("It fell in 1631. On 20 June all was over.", PUBLISHED, anchoring="publication")]
    assert values == ["1631", "2009-06-20"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("He was crowned in December 1705. In March he fled.", ["1705-12", "1706-03"]),
        ("In 1793 the council met, as the law of 1614 asked. On 5 May it rose.", ["1793", "1614", "1793-05-05"]),
        ("They marched in April and June 1822.", ["1822-04", "1822-06"]),
        ("It lasted from 26 June to 4 August 1852.", ["1852-06-26", "1852-08-04"]),
        # What is planned, remembered or written about later is no step of the story.
        (
            "It began on 2 May 1822. The fleet planned for 1824 was never built. On 9 May he fled.",
            ["1822-05-02", "1824", "1822-05-09"],
        ),
        ("It began in May 1822. A book of 1901 (1902) tells of it. In June it rained.", ["1822-05", "1901", "1902", "1822-06"]),
        ("It began in May 1822. He said they had sailed two years ago. On 7 May it rained.", ["1822-05", "1820", "1822-05-07"]),
        ("In 490 BC they sailed. The following year they came back.", ["BC0490", "BC0489"]),
        ("The fleet was built in the 480s BC.", ["BC048"]),
        ("It was the 5th century BC.", ["BC04"]),
        # What comes beside a date is how far it is from what follows, and the story stays.
        ("He died on 3 May 1822, two years after the siege. In June it rained.", ["1822-05-03", "P2Y", "1822-06"]),
        ("It fell in 1822, a week before the truce and three months after the raid.", ["1822", "P1W", "P3M"]),
        ("On 3 May 1822 he came. Two days after the feast he left.", ["1822-05-03", "1822-05-05"]),
        ("On 3 May 1822, the day after the fall of the town, it rained. That day he left.", ["1822-05-03", "1822-05-03"]),
        (
            "In May 1822 it began. That October the second army came, and on December the third it left.",
            ["1822-05", "1822-10", "1822-12-03"],
        ),
        ("In May 1822 it began. He came on the night of 22/23 June.", ["1822-05", "1822-06-22TNI"]),
        # A count of days hangs on no day that the story has left.
        (
            "He sailed on 9 May 1822. The following year he fell ill. He died two days later, on 2 June.",
            ["1822-05-09", "1823", "1823", "1823-06-02"],
        ),
        # So long after the time before: the date that it stands beside.
        (
            "It fell in 1822. It fell again in 1830, eight years later. Two years later it burned.",
            ["1822", "1830", "1830", "1832"],
        ),
        ("On 3 May 1822 he left, and two days later, on 5 May, he came.", ["1822-05-03", "1822-05-05", "1822-05-05"]),
        ("In October 1822 he was told to wait until the spring. He left in the new year.", ["1822-10", "1823-SP", "1823"]),
        ("In May 1822 he came. He had been ill the summer before and was weak.", ["1822-05", "1821-SU"]),
        ("In May 1822 he came, and on the 27th of that month he left.", ["1822-05", "1822-05-27"]),
        ("Its fall in the summer of 1822 and his fall in May 1823 were told.", ["1822-SU", "1823-05"]),
        ("In 1822 King August left, as General August von Holm asked. In August he died.", ["1822", "1822-08"]),
        ("By the fall of 1822 he was back. The feast was set for January 30.", ["1822-FA", "1823-01-30"]),
        ("In October 1822 one of them left; in the spring the other did.", ["1822-10", "1823-SP"]),
        ("Bread was dear in the autumn of 1822. On the evening of 1 March they rose.", ["1822-FA", "1823-03-01TEV"]),
        ("He came late in November 1822. On the 4th he crossed the river.", ["1822-11", "1822-12-04"]),
        (
            "In the first half of 1822 it began. On 9 June 1824 he came. A year earlier he was nobody.",
            ["1822-H1", "1824-06-09", "1823"],
        ),
        # Within a stretch just told, and after the end of a year; the New Year is the next from where the story stands.
        (
            "Between July 1822 and May 1823 they were raided. On Christmas Eve the mill burned. In March it was built.",
            ["1822-07", "1823-05", "1822-12-24", "1823-03"],
        ),
        (
            "It lasted from 9 September to 1 October 1822. They had bread until the 26th.",
            ["1822-09-09", "1822-10-01", "1822-09-26"],
        ),
        ("It lasted from July 1822 to May 1823. In June it rained.", ["1822-07", "1823-05", "1823-06"]),
        ("They agreed in the last days of 1822. On 16 January they signed.", ["1822", "1823-01-16"]),
        ("In August 1822 it was begun, and done by the end of the year. In January he came.", ["1822-08", "1822", "1823-01"]),
        ("In August 1822 it was begun. He came later in the year. In June it had rained.", ["1822-08", "1822", "1822-06"]),
        ("By 1822 all was dear. That winter it was worse. On 3 April they rose.", ["1822", "1822-WI", "1823-04-03"]),
        ("In May 1822 he had 3,000 men, fewer than in the autumn. In June he fled.", ["1822-05", "1821-FA", "1822-06"]),
        ("On 3 April 1822 they rose. Throughout May they fought; it was his thirty-second year.", ["1822-04-03", "1822-05"]),
        ("They agreed late in 1822. In October they signed.", ["1822", "1822-10"]),
        ("Over the winter of 1822-23 it froze. In the new year he left.", ["1822-WI", "1823"]),
        ("In 1822 he fled. The previous winter both had written.", ["1822", "1821-WI"]),
        ("In 1822 he fled. The following spring he wrote.", ["1822", "1823-SP"]),
        (
            "In the autumn of 1822 it halted.\n\n1823\n\nIt went on the following spring. On 27 March it rained.",
            ["1822-FA", "1823", "1823-SP", "1823-03-27"],
        ),
        (
            "He came on 2 May 1822. Two weeks later it fell. The following day it burned.",
            ["1822-05-02", "1822-W20", "1822-05-17"],
        ),
        # What goes on two sentences after a season does not hang on a month before it.
        (
            "In May 1822 it began. By the spring of 1824 it was lost. He was old. He was ill. Ten months later he died.",
            ["1822-05", "1824-SP", "1825"],
        ),
        (
            "Crowned in 1822 at the age of eleven, he died aged about 54. In the weeks that followed it rained.",
            ["1822", "P11Y", "P54Y", "PXW"],
        ),
    ],
)
def test_story_carries_the_year(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # A year far ahead in a clause of its own is the next that the story comes to.
        ("The king lost on 12 July 1690. He died in 1701. A new rising came in 1715. Men landed on 22 December.", "1715-12-22"),
        (
            "The king lost on 12 July 1690. There was a rising in 1715, when men came. It was mid-winter in the north.",
            "1715-WI",
        ),
        (
            "The king lost on 12 July 1690. The hill, which was sold in 1715, was held by four men. They fled on 22 July.",
            "1690-07-22",
        ),
        (
            "The king lost on 12 July 1690. The tower was rebuilt in 1702 and he died in 1701. They fled on 22 July.",
            "1690-07-22",
        ),
        ("The king lost on 12 July 1690. No army came as far north as in 1715. His men fled on 22 July.", "1690-07-22"),
        (
            "The king lost on 12 July 1690. The law of 1614, read out in 1651, was his last hope. He fled on 22 July.",
            "1690-07-22",
        ),
        # A year in brackets holds in its sentence.
        ("In 1204 the fort fell. Sluys (1340) was a great day, but peace came only in the following year.", "1341"),
        ("In 1340 the fort fell. The fall of Acre (1204) was far worse, and in the following year it was burned.", "1205"),
        ("In 1204 the fort fell. Sluys (1340) was a great day. Peace came in the following year.", "1205"),
        # Of two years that adjoin, the winter that they share.
        ("The rising of 1715-16 was badly led. The clans marched south on 9 November.", "1715-11-09"),
        ("The rising of 1715-16 was badly led. The king spent Christmas Day at Hull.", "1715-12-25"),
        ("The rising of 1715-16 was badly led. In November they came. At the beginning of January they left.", "1716-01"),
        ("The rising lasted from 1715 to 1716. On 16 April the clans marched north.", "1716-04-16"),
        ("The war of 1715-19 was badly led. The clans marched south on 9 November.", "1715-11-09"),
        ("The war of 1715-16 was badly led. The clans fought until 1719, when they fled on 9 May.", "1719-05-09"),
    ],
)
def test_a_story_goes_on_to_a_year(text: str, value: str) -> None:
    assert told(text)[-1] == value


OURS = (
    "In 1702 the duke laid the first stone, and in 1709 and 1714 came towers. By 1720 it stood. The next year he died. It is "
    "today a mill. To this day no one knows why it was sold in 1731. On 3 March 1732 guests came, in 1736, 1741 and 1745; "
    "for a long time it was the house where all who came so far on foot slept. Today it has 40 rooms, as by now all know."
)


def test_our_times_are_no_day_of_the_story_and_do_not_hide_it() -> None:
    references = [mention.timex_value for mention in normalize(OURS, PUBLISHED)]
    assert references.count("PRESENT_REF") == 4
    assert "1732-03-03" in references
    assert told('On 3 March 1732 a guest wrote: "Today it rained."') == ["1732-03-03", "1732-03-03"]


CHRONICLE = (
    "Otto came on 9 May 793. In June 806 he fell. In 812, in 814 and in the summer of 818, he was ill. On 3 March he died."
)


def test_a_chronicle_of_early_years_is_recognised() -> None:
    assert normalize(CHRONICLE, PUBLISHED)[-1].timex_value == "0818-03-03"


BATTLE = (
    "The battle of Holm was fought on 12 March 1847. On the evening of the 11th Voss came to a brook. On 15 March he died. "
    "In the spring of 1848 the brook was diverted. {end} raised in 1897 {now} falling down."
)


@pytest.mark.parametrize(
    ("end", "now", "value"),
    [
        ("A column", "is", "1847-03-11TEV"),
        ("A column", "is now", "1847-03-11TEV"),
        # A column of the news, or a year of its own time.
        ("The column that fell last week was", "and was", "2009-12-11TEV"),
        ("The column of 2004, a copy of one", "was", "2009-12-11TEV"),
    ],
)
def test_a_short_history_is_recognised_by_its_old_years(end: str, now: str, value: str) -> None:
    found = normalize(BATTLE.format(end=end, now=now), PUBLISHED)
    assert next(m.timex_value for m in found if "11th" in m.text) == value


NTH = (
    "On 3 May 1822 they landed. On the 6th the rain stopped, and by the 9th all roads were dry. He left on the 12th and fell "
    "on the 14th with his horse. On the 15th Moore's horse died. From the 20th to the 22nd there was a truce."
)
PARTS = "On 3 May 1822 they landed. In the night of the 6th it rained. At dawn on the 7th he left, by 8 a.m. on the 8th all."
RANKS = "On 3 May 1822 he fell on the 4th Brigade, burned from the 2nd to the 5th street, and in the night of the 3rd act."


def test_an_ordinal_is_a_day_of_the_month_told_unless_a_noun_follows() -> None:
    assert told(NTH) == [f"1822-05-{day:02}" for day in (3, 6, 9, 12, 14, 15, 20, 22)]
    assert told(PARTS) == ["1822-05-03", "1822-05-06TNI", "1822-05-07TMO", "1822-05-08T08:00"]
    assert told(RANKS) == ["1822-05-03"]
    assert told("In May 1822 it was besieged, and on the ninth it fell. On the third try he won.") == ["1822-05", "1822-05-09"]
    # Nothing says in which month.
    assert told("In 1822 it was besieged. On the 9th it fell.") == ["1822"]


def test_history_is_recognised_and_news_is_not() -> None:
    assert normalize(HISTORY, PUBLISHED)[-1].timex_value == "1731-03-03"
    assert "2009-12-18" in [mention.timex_value for mention in normalize(NEWS, PUBLISHED)]


OBITUARY = (
    "A builder of bridges {died} at the age of 90. She was born in 1910, went to sea in 1930, came back in 1935, "
    "married in 1940, built her first bridge in 1946, a second in 1951 and the last in 1972. "
    "The former mayor spoke of her in March."
)


@pytest.mark.parametrize(
    ("died", "texts"),
    [
        ("died Friday", []),
        ("has died", []),
        ("died in 2000", ["former"]),
        ("died on Friday, Dec. 1, 2000,", ["former"]),
    ],
)
def test_an_obituary_is_no_history(died: str, texts: list[str]) -> None:
    found = [mention.text for mention in normalize(OBITUARY.format(died=died), PUBLISHED)]
    assert [text for text in found if text == "former"] == texts


WEEKDAYS = (
    "The rising of Marn began on 2 May 1703. On Sunday, 13 May, the town fell, and on the following Tuesday the bishop fled. "
    "Of the mills built in 1688 two burned on Friday 25 May. A second rising, in 1709, failed before it reached the river, "
    "and its captains, most of them weavers, were sent to the coast. On the Monday of the last week of June it rained. By 1712 "
    "all was quiet, and on 3 March the bishop came back."
)
BONDS = (
    "A harbour board will offer bonds due in 1989, 1994, 1999, 2004 and 2009. Those of 1979, 1981, 1983, 1984 and 1985 "
    "were repaid on 3 March."
)


def test_the_weekdays_of_a_history_do_not_make_it_news() -> None:
    """Those beside a date and "the following Tuesday" count for nothing, a bare one little beside years so old."""
    assert normalize(WEEKDAYS, PUBLISHED)[-1].timex_value == "1712-03-03"


HEADED = (
    "The dispute over Marn, raised in 1988 and 1991, was fought out from 1992 to 1994.{first}In January 1992 the town was "
    "shelled from the hill across the river. The assault, put off from 4 May because of snow, came on 8 May, and by nightfall "
    "the captain was the guest of the millers.{second}Fighting went on in the spring of 1993, when the weavers took the lower "
    "bridge. On Saturday and Sunday the bishop fled over the pass. He came back on Monday."
)


@pytest.mark.parametrize(
    ("first", "second", "value"), [("\n\n1992\n\n", "\n\n1993\n\n", "1992-05-08"), (" ", " ", "2009-05-08")]
)
def test_years_that_are_headings_make_it_a_history(first: str, second: str, value: str) -> None:
    found = normalize(HEADED.format(first=first, second=second), PUBLISHED)
    assert next(m.timex_value for m in found if m.text == "8 May") == value


def test_years_ahead_make_it_news() -> None:
    assert normalize(BONDS, date(1987, 6, 1))[-1].timex_value == "1987-03-03"


@pytest.mark.parametrize("dateline", ["MARN, June 1 - ", "MARN (Reuters) - "])
def test_a_dateline_alone_makes_it_news(dateline: str) -> None:
    values = [normalize(text, date(2009, 6, 1))[-1].timex_value for text in (HISTORY, dateline + HISTORY)]
    assert values == ["1731-03-03", "2009-03-03"]


@pytest.mark.parametrize(("profile", "texts"), [("news", []), ("timex2", ["former", "18-year-old"])])
def test_profile_says_what_is_annotated(profile: str, texts: list[str]) -> None:
    found = normalize("The former king met an 18-year-old cook.", PUBLISHED, profile=profile, anchoring="publication")
    assert [mention.text for mention in found] == texts


def test_year_before_christ_has_no_interval_but_a_value() -> None:
    (mention,) = normalize("It was founded in 753 BC.", PUBLISHED)
    assert (mention.timex_value, mention.edtf, mention.start, mention.end) == ("BC0753", "-0752", None, None)


@pytest.mark.parametrize(
    ("text", "value", "edtf"),
    [
        ("It fell on 31 March 490 BC.", "BC0490-03-31", "-0489-03-31"),
        ("It began in 1 BC.", "BC0001", "0000"),
        ("It was the 5th century BC.", "BC04", "-0499/-0400"),
        ("It was built in the 480s BC.", "BC048", "-0488/-0479"),
    ],
)
def test_dates_before_christ_are_exact(text: str, value: str, edtf: str) -> None:
    (mention,) = normalize(text, PUBLISHED)
    assert (mention.timex_value, mention.edtf) == (value, edtf)


def test_a_year_outside_the_calendar_is_no_other_year() -> None:
    assert normalize("It will end in the year 6500 AD.", PUBLISHED) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It scored in each quarter.", "XXXX-QX"),
        ("They sailed every weekend.", "XXXX-WXX-WE"),
        ("It shook every minute.", "XXXX-XX-XXTXX:XX"),
        ("It changes each decade.", "XXX"),
    ],
)
def test_any_unit_of_a_set_has_a_value(text: str, value: str) -> None:
    assert told(text) == [value]


@pytest.mark.parametrize("words", ["At the same time", "During this period", "By that time"])
def test_the_same_time_is_the_one_told(words: str) -> None:
    first, second = normalize(f"He was in office on May 3, 2012. {words} he ran a firm.", PUBLISHED, profile="timex2")
    assert (second.timex_type, second.timex_value, second.anchor_mention_id) == ("DATE", None, first.mention_id)
    assert (second.start, second.end) == (first.start, first.end)


@pytest.mark.parametrize(
    ("words", "kind"), [("for a short time", "DURATION"), ("for some time", "DURATION"), ("in the rainy season", "DATE")]
)
def test_a_length_or_season_that_the_words_leave_open_lies_nowhere(words: str, kind: str) -> None:
    _, found = normalize(f"He was in office on May 3, 2012, and {words} ran a firm.", PUBLISHED, profile="timex2")
    assert (found.timex_type, found.timex_value, found.anchor, found.start, found.end) == (kind, None, "NONE", None, None)
