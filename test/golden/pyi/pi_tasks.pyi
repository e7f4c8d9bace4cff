def integrate(begin: int, end: int, width: float) -> float:
    """The sum over the strips from `begin` to `end`, not yet multiplied by their width."""

def pi(steps: int) -> float:
    """The integral by the midpoint rule, in `steps` strips."""
