"""Days, hours, feasts and names of a narrative: which are times of it, and of which day."""

import pytest

from tests.temporal.reading import told


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "On 3 May 1822 they came. A raid on the 24th lasted two days; the next, fixed for the 28th, failed.",
            ["24", "P2D", "28"],
        ),
        (
            "On 3 May 1822 they came. The gate burned on the 5th, the 6th and the 9th, and again on the 21st and 24th.",
            ["5", "6", "9", "21", "24"],
        ),
        ("On 3 May 1822 they came. It rained between the 7th and the 9th; by the 12th 3,100 men were ill.", ["7", "9", "12"]),
        ("On 3 May 1822 they came. The 21st and 24th Foot stood on the 3rd and 4th floors.", []),
    ],
)
def test_days_of_the_month_told_stand_in_lists_and_before_counts(text: str, values: list[str]) -> None:
    days = [value if value.startswith("P") else f"1822-05-{int(value):02}" for value in values]
    assert told(text) == ["1822-05-03", *days]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On the third day the gate fell, and the next morning he fled.", ["1822-05-05", "1822-05-06TMO"]),
        ("They made four miles on the first day and two on the second day.", ["1822-05-03", "1822-05-04"]),
        ("The town fell on the ninth day of the siege.", ["1822-05-11"]),
        ("They crossed on the eve of Pentecost, and swore it on St Martin's Day.", ["1822-05-25", "1822-11-11"]),
        ("They came three weeks later than planned, and the next day he fled.", ["P3W", "1822-05-04"]),
        ("On Sunday, the 21st Foot Regiment lost 45 men, and a force under March fled down Avenue 12 June.", ["1822-05-05"]),
        ("On 14 May, the twelfth day of the siege, it fell.", ["1822-05-14", "1822-05-14"]),
        ("They fled at the end of the second day.", ["1822-05-04"]),
        # Nothing says from which day, or the day is one of a week or month.
        ("In June they lost all. On the third day he fled.", ["1822-06"]),
        ("He came at the third hour of the third day of the third month.", []),
    ],
)
def test_days_are_counted_from_the_one_told(text: str, values: list[str]) -> None:
    assert told(f"On 3 May 1822 they came. {text}") == ["1822-05-03", *values]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On 3 May 1822 they fought until dusk.", ["1822-05-03", "1822-05-03TEV"]),
        (
            "On 3 May 1822 they rose. Barricades went up that night, and by dawn all was over.",
            ["1822-05-03", "1822-05-03TNI", "1822-05-04TMO"],
        ),
        ("On the evening of 3 May 1822 they came. They were driven off at sunrise.", ["1822-05-03TEV", "1822-05-04TMO"]),
        (
            "On the morning of 3 May 1822 they came. By morning light, at dawn, they had waited.",
            ["1822-05-03TMO", "1822-05-03TMO"],
        ),
    ],
)
def test_dawn_and_dusk_are_times_of_the_day_told_or_after_its_night(text: str, values: list[str]) -> None:
    assert told(text) == values


def test_the_weekday_of_an_old_calendar_does_not_hide_its_day() -> None:
    text = "In 1715 the rising began. They met on Sunday, November 27, and fled on Monday the 28th. That night it rained."
    assert told(text) == ["1715", "1715-11-27", "1715-11-28", "1715-11-28TNI"]


def test_hours_with_a_point_are_hours_where_nothing_is_measured() -> None:
    text = (
        "On 4 July 1872 they halted. By 9.30 the gate was open. Between 16.30 and 18.10 it rained. It was shut at 12.45 on 6 "
        "July. By 2.40 Fort Alder had burned for about 300 hours, and by 3.50 metres at most the water rose."
    )
    hours = ["1872-07-04T09:30", "1872-07-04T16:30", "1872-07-04T18:10", "1872-07-06T12:45"]
    assert told(text) == ["1872-07-04", *hours, "1872-07-06T02:40", "PT300H"]
    text = "On 3 May 1944 they came at about 0300 hours, and at half past midnight on 5 May they left."
    assert told(text) == ["1944-05-03", "1944-05-03T03:00", "1944-05-05T00:30"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("He had had no pay since Michaelmas 1373, and on Candlemas of the next year he left.", ["1373-09-29", "1374-02-02"]),
        # Old feasts are as their own calendar wrote them: 1522 had its Easter on 20 April.
        ("In 1522 he lost on Whit Monday, and in 1699 on Good Friday, 17 April.", ["1522", "1522-06-09", "1699", "1699-04-17"]),
        (
            "In 1881 he died. Every year on 20 March they meet; February 2 has been a public holiday since 1890.",
            ["1881", "XXXX-03-20", "XXXX-02-02", "1890"],
        ),
        ("It lasted until 1374. They raced every fourth year and fasted every third day.", ["1374", "P4Y", "P3D"]),
    ],
)
def test_feasts_and_what_recurs_are_told(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "The camp was attacked on the morning of 5 May 1822. The line gave way after one o'clock.",
            ["1822-05-05TMO", "1822-05-05T13:00"],
        ),
        (
            "On the morning of 5 May 1822 they met. At four o'clock it rained, and towards seven in the evening they left.",
            ["1822-05-05TMO", "1822-05-05T04:00", "1822-05-05T19:00"],
        ),
        (
            "On 5 May 1822 they came. At first light they fought, then all morning; by nightfall or towards evening they left.",
            ["1822-05-05", "1822-05-05TMO", "1822-05-05TMO", "1822-05-05TNI", "1822-05-05TEV"],
        ),
        ("On 5 May 1822 they crossed by night and sang at sunset.", ["1822-05-05"]),
    ],
)
def test_parts_and_hours_of_a_day_are_of_the_day_told(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On 24 June 715, a Monday, it fell; four days later it burned.", ["0715-06-24", "0715-06-24", "0715-06-28"]),
        ("On 5 May 1822 he left, and the day following she did.", ["1822-05-05", "1822-05-06"]),
        ("On 5 May 1822 the week following the feast was wet.", ["1822-05-05"]),
        (
            "On 5 May 1822 he left. The next day but one they came, and two nights later it burned.",
            ["1822-05-05", "1822-05-07", "1822-05-09TNI"],
        ),
        (
            "On 5 May 1822 he left. Two days after this the crews came, and on the 12th of the month they went.",
            ["1822-05-05", "1822-05-07", "1822-05-12"],
        ),
        ("In May 1822 he left, and that autumn some of them came.", ["1822-05", "1822-FA"]),
        (
            "On 5 May 1822 they fought between five and seven in the evening.",
            ["1822-05-05", "1822-05-05T17:00", "1822-05-05T19:00"],
        ),
    ],
)
def test_days_are_counted_on_as_histories_do(text: str, values: list[str]) -> None:
    assert told(text) == values


def test_what_comes_before_the_first_year_is_of_that_year() -> None:
    text = "The July Days were the first of many. He was seized in May, and on 3 June 1848 he died. In May he was forgotten."
    assert told(text) == ["1848-07", "1848-05", "1848-06-03", "1848-05"]
    assert told("Men left in boats on 4 May. It rained.\n\nIn May it was cold. They came to port on 9 July 1788.") == [
        *("1788-05-04", "1788-05", "1788-07-09")
    ]
    text = (
        "On 3 October they took the hill. A month later it fell. When the year 1794 ended, all was over. On 1 January he died."
    )
    assert told(text) == ["1794-10-03", "1794-11", "1794", "1795-01-01"]
    # The year of what had happened, or of a life, is none that the text begins in.
    assert told("He left in May. It rained. It was cold. She had come in 1848.") == ["2009-05", "1848"]
    # Nor is anything that is told counted from publication.
    text = "Twenty men, adrift six weeks before, came to Timor. On 28 April some rose. In 1789 they were caught."
    assert told(text) == ["P6W", "1789-04-28", "1789"]


def test_ships_ways_and_last_years_are_no_times_of_a_history() -> None:
    text = (
        "In 1858 the frigate Second of May and HMS Fourth of June ran past the fort on the quarter-day. "
        "The army left its quarters before the rains. The last year of the war was hard."
    )
    assert told(text) == ["1858"]


def test_a_ship_beside_its_date_is_no_name_of_one() -> None:
    text = "On 3 May 1822 they took USS Alder 24 May, the frigate July Gale and a sloop."
    assert told(text) == ["1822-05-03", "1822-05-24"]


def test_a_measure_a_term_and_a_rank_are_no_times() -> None:
    text = "In 1822 the Michaelmas term was short; every first year he paid. It lay at 3.15 as before. He was past sixty."
    assert told(text) == ["1822"]


def test_our_times_follow_their_word_at_some_distance() -> None:
    text = "In 1881 it fell. Today the site of the old camp is a park; today it receives two boats. He wrote: today we won."
    assert told(text) == ["1881", "PRESENT_REF", "PRESENT_REF", "PRESENT_REF"]
    text = "On 3 May 1881 it sank. It is still the pride of all who live there today. It cost £700 (£60,000 today) to build."
    assert told(text) == ["1881-05-03", "PRESENT_REF", "PRESENT_REF"]
    assert told("On 3 May 1881 he wrote that today two ships still lay there.") == ["1881-05-03", "1881-05-03"]
