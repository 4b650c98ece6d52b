"""Sentences under a picture as one reads them aloud, whatever numbers a learner's function gave."""

import re

from ..svg import number

NO_NUMBER = re.compile(r"([-−]?)\b(nan|inf|None)\b%?")
WORDS = {"nan": "not a number", "inf": "infinity", "None": "nothing"}
LONG = re.compile(r"[-−]?\d[\d,]{15,}(\.\d+)?")  # sixteen digits or more


def readable(sentence):
    """Return a sentence with words for what is no number, and powers of ten for numbers of many digits.

    >>> readable("The slope is nan, from -inf to 100000000000000000000.0000.")
    'The slope is not a number, from minus infinity to 10²⁰.'
    """
    sentence = NO_NUMBER.sub(
        lambda found: ("minus " if found[1] and found[2] == "inf" else "") + WORDS[found[2]], sentence
    )
    return LONG.sub(lambda found: number(found[0].replace(",", "").replace("−", "-")), sentence)
