"""A field holds values of one type in all objects of its class."""

from dataclasses import dataclass

from pyomp_cc import njit


@dataclass
class Reading:
    value: float
    unit: str = "m"


@njit
def change(x: float):
    reading = Reading(x)
    reading.unit = 3
    return reading.value
