"""Where the field stands whose type does not fit."""

from pyomp_cc import njit


class Reading:
    def __init__(self, value):
        self.value = value
        self.unit = "m"

    def clear(self):
        self.unit = 0


@njit
def change(x: float):
    reading = Reading(x)
    reading.clear()
    return reading.value
