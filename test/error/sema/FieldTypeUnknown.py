"""A list that nothing is ever put into."""

from pyomp_cc import njit


class Bag:
    def __init__(self):
        self.items = []


@njit
def count():
    bag = Bag()
    return len(bag.items)
