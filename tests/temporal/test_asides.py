"""What a narrative says beside its story, of what had been or is to come, leaves the story where it is."""

import pytest

from tests.temporal.reading import told


@pytest.mark.parametrize(
    ("aside", "value"),
    [
        ("The bishop, who had been elected in March 1698, fled.", "1698-03"),
        ("The price of bread, which had doubled in 1702, fell.", "1702"),
        ("The captain had left the town on 24 November 1702.", "1702-11-24"),
        ("All sentences passed since December 1688 were annulled.", "1688-12"),
        ("They asked for the charter of June 1698.", "1698-06"),
        ("They burned the deeds granted in June 1701.", "1701-06"),
        ("The council, dissolved on 9 January, met in a barn.", "1703-01-09"),
        ("Two years earlier the bridge had burned.", "1701"),
        ("He fled, as he had two years before, with a few men.", "1701"),
        ("Their captain (1660-1704) was a miller.", "1660"),
        ("Their captain (b. 1660) was a miller.", "1660"),
        ("The allies promised them money until the end of 1704.", "1704"),
        ("The rising would not be put down until 1705.", "1705"),
        ("He put off the elections due that October.", "1703-10"),
        ("The bishop, who was to die in 1704, fled.", "1704"),
        ("He was told to be done with it by the following Easter.", "1704-03-23"),
        ("Long after, two years later, they would speak of it as a feast.", "1705"),
        ("Their captain was promoted and two years later commanded a regiment.", "1705"),
        ("The class of 1702 was called up.", "1702"),
        ("They hired two regiments, whose contracts ran until Easter.", "1704-03-23"),
        ("They were hanged on evidence that was shown two years later to be false.", "1705"),
        ("They asked for galleys before the spring.", "1704-SP"),
        ("King Otto (1690-1712) hired two regiments.", "1690"),
        ("They lost 870 men, against 214 in all of 1702.", "1702"),
        ("They had twice the sum voted in March 1702.", "1702-03"),
    ],
)
def test_the_story_goes_on_where_it_was_after_an_aside(aside: str, value: str) -> None:
    values = told(f"On 3 May 1703 the miners rose. {aside} By mid-June they held the town.")
    assert (values[0], values[1], values[-1]) == ("1703-05-03", value, "1703-06")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # In its own sentence too: but what is counted from the aside is of it, and so is another one.
        (
            "On 3 May 1910 it fell. He had retired two years earlier and was recalled on 5 June.",
            ["1910-05-03", "1908", "1910-06-05"],
        ),
        (
            "In May 1910 it fell. He had come in June 1907 and left a year later. In July it rained.",
            ["1910-05", "1907-06", "1908", "1910-07"],
        ),
        ("In February 1921 it fell. The truce had held since October. In March it rained.", ["1921-02", "1920-10", "1921-03"]),
        (
            "In May 1910 it fell. He had come in June 1907. He had left in August. In July it rained.",
            ["1910-05", "1907-06", "1907-08", "1910-07"],
        ),
        (
            "In May 1910 bread, which had doubled between 1907 and 1909, rose. On 6 July it fell.",
            ["1910-05", "1907", "1909", "1910-07-06"],
        ),
        # What had been within the year told does not carry it into the next.
        ("It fell in 1921. The truce had held since October. On 2 January it rained.", ["1921", "1921-10", "1921-01-02"]),
        # "That day" is the one just left; what had gone on until November since a spring is no year on.
        (
            "On 3 May 1910 it fell. Ten years later they would say that all had begun on that day. In June it rained.",
            ["1910-05-03", "1920", "1910-05-03", "1910-06"],
        ),
        (
            "On 9 November 1910 it fell. He had waited since the spring. In December it rained.",
            ["1910-11-09", "1910-SP", "1910-12"],
        ),
        # What was levied once is told of, what stands between commas only named.
        (
            "It fell in June 1815. A tax, imposed in March 1809 and never paid, fell. In May it rained.",
            ["1815-06", "1809-03", "1809-05"],
        ),
        # Told of what comes after, the same words are a step of the story.
        (
            "In May 1910 it fell. By then the army had crossed the river on 2 June 1911. In July it won.",
            ["1910-05", "1911-06-02", "1911-07"],
        ),
        ("On 3 May 1910 he fled. The castle held out until 1911. In June it fell.", ["1910-05-03", "1911", "1911-06"]),
        ("In May 1910 it fell. In October 1909 a bridge had burned. In November it rained.", ["1910-05", "1909-10", "1909-11"]),
        ("In May 1910 it fell. The fleet would sail at last in March 1911. In July it won.", ["1910-05", "1911-03", "1911-07"]),
        # A stretch in brackets begins what is told, one in words does not.
        ("War of the valleys (May 1983 - July 1985)\n\nIt opened on 9 May.", ["1983-05", "1985-07", "1983-05-09"]),
        (
            "It fell in 1969. The attack, planned for months, was launched on 10 January 1970. In June it ended.",
            ["1969", "PXM", "1970-01-10", "1970-06"],
        ),
    ],
)
def test_what_an_aside_holds_for(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("background", "values"),
    [
        (
            "The bridge had been rebuilt in the autumn of 1908. Over the winter it froze.",
            ["1908-FA", "1908-WI"],
        ),
        ("Otto, then aged 22, had led a rising in July 1908. He came back two years later.", ["P22Y", "1908-07", "1910"]),
        # Not in what hangs on another clause, nor of what had gone on until then, nor where the story has been told on.
        ("The bishop, who had been elected in March 1908, fled. In June it rained.", ["1908-03", "1912-06"]),
        ("After the bridge had burned in March 1908, boats were used. In June they sank.", ["1908-03", "1912-06"]),
        ("The bridge had stood since the autumn of 1908. In June it burned.", ["1908-FA", "1912-06"]),
        (
            "On 6 June it rained. The bridge had burned in March 1908. On 7 July it was built.",
            ["1912-06-06", "1908-03", "1912-07-07"],
        ),
    ],
)
def test_what_had_happened_sets_the_scene_where_a_paragraph_opens_with_it(background: str, values: list[str]) -> None:
    assert told(f"In May 1912 the dukes went to war.\n\n{background}") == ["1912-05", *values]
