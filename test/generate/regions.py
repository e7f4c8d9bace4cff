# test/generate/regions.py
#
# Functions with OpenMP constructs made at random: nests of loops, branches, work sharing, tasks, reductions and atomic
# changes whose results do not depend on the number of threads.
from random import Random

HEAD = """# test/generate: regions with seed {seed}
import numpy as np

from pyomp_cc import njit, openmp

openmp("declare reduction(total: int: omp_out + omp_in) initializer(omp_priv = 0)")
openmp("declare reduction(first: tuple[int, int]: omp_in if omp_in < omp_out else omp_out) "
       "initializer(omp_priv = (1 << 40, 0))")

"""
CALLS = """
A = np.array([5, 3, 8, 1, 9, 2, 7, 4])
ARGUMENTS = [(A, len(A), 0), (A, 3, 1), (A[:1].copy(), 1, 0), (A[:0].copy(), 0, 0), (A, 0, 2), (A, 9, 0), (A, -2, -3)]
CASES = {{f"f{{number}}": ARGUMENTS for number in range({functions})}}
COMPARE_TRACEBACK = False
THREADS = (1, 2, 3, 7)
"""


class _Function:
    """One function: `values` are the names that an expression may read."""

    def __init__(self, random: Random, name: str) -> None:
        self.random = random
        self.lines = ['@njit("(int64[::1], int64, int64)")', f"def {name}(a, n, k):"]
        self.depth = 1
        self.fresh = 0

    def line(self, text: str) -> None:
        self.lines.append("    " * self.depth + text)

    def block(self, head: str, body) -> None:
        self.line(head)
        self.depth += 1
        before = len(self.lines)
        body()
        if len(self.lines) == before:
            self.line("pass")
        self.depth -= 1

    def name(self, prefix: str) -> str:
        self.fresh += 1
        return f"{prefix}{self.fresh}"

    def value(self, values: list[str]) -> str:
        return f"{self.expression(values, 0)} % 1009"

    def expression(self, values: list[str], depth: int) -> str:
        kind = self.random.random()
        if depth > 2 or kind < 0.35:
            return self.random.choice(values) if self.random.random() < 0.75 else str(self.random.randint(-2, 9))
        one, other = (self.expression(values, depth + 1) for _ in range(2))
        if kind < 0.65:
            return f"({one} {self.random.choice('+-*')} {other})"
        if kind < 0.75:
            return f"({one} {self.random.choice(('% 7', '% 3', '// 2', '// -4'))})"
        if kind < 0.85:
            return f"{self.random.choice(('min', 'max'))}({one}, {other})"
        if kind < 0.95:
            index = [name for name in values if name.startswith("i")]
            place = self.random.choice(index) if index and self.random.random() < 0.5 else f"{one} % len(a)"
            return f"int(a[{place}])"
        return f"({one} if {other} > {self.random.randint(-2, 9)} else {other})"

    def bound(self) -> str:
        return self.random.choice(("len(a)", "n", "n + k", "len(a) - k", "min(n, len(a))", "2 * k + 1"))

    def statements(self, values: list[str], targets: list[str], depth: int) -> None:
        """What one thread does: it assigns `targets` only."""
        values = list(values)
        for _ in range(self.random.randint(1, 3)):
            kind = self.random.random()
            if kind < 0.5 or depth > 3:
                fresh = not targets or self.random.random() < 0.4
                target = self.name("t") if fresh else self.random.choice(targets)
                self.line(f"{target} = {self.value(values)}")
                if fresh:
                    values.append(target)
            elif kind < 0.7:
                index = self.name("i")
                inside = [*values, index]
                head = f"for {index} in range({self.bound()}):"
                self.block(head, lambda inside=inside: self.statements(inside, targets, depth + 1))
            elif kind < 0.85:
                head = f"if {self.expression(values, 2)} < {self.expression(values, 2)}:"
                self.block(head, lambda: self.statements(values, targets, depth + 1))
            else:
                self.block("try:", lambda: self.statements(values, targets, depth + 1))
                self.block("except IndexError:", lambda: self.statements(values, targets, depth + 2))

    def change(self, values: list[str], shared: dict[str, str]) -> None:
        """A change of a shared variable that its clause or construct protects."""
        if not shared:
            return
        name = self.random.choice(sorted(shared))
        how = shared[name]
        if how in ("reduction(+: {})", "reduction(total: {})"):
            self.line(f"{name} += {self.value(values)}")
        elif how == "reduction(max: {})":
            self.line(f"{name} = max({name}, {self.value(values)})")
        elif how == "reduction(^: {})":
            self.line(f"{name} ^= {self.value(values)}")
        elif how == "reduction(first: {})":
            self.line(f"{name} = min({name}, {self.value(values)})")
        else:
            item = self.name("t")
            self.line(f"{item} = {self.value(values)}")
            self.block(f'with openmp("{how}"):', lambda: self.line(f"{name} += {item}"))

    def loop(self, head: str, values: list[str], shared: dict[str, str]) -> None:
        """A loop that threads divide: iteration `i` may assign `b[i]`."""
        clauses = " ".join(how.format(name) for name, how in shared.items() if "{}" in how)
        schedule = self.random.choice(("", "", "schedule(dynamic)", "schedule(static, 2)", "schedule(guided)"))
        index = self.name("i")

        def body() -> None:
            inside = [*values, index]
            self.statements(inside, [], 1)
            self.change(inside, shared)
            if self.random.random() < 0.5:
                self.line(f"b[{index}] = {self.value(inside)}")

        text = " ".join(part for part in (head, clauses, schedule) if part)
        self.block(f'with openmp("{text}"):', lambda: self.block(f"for {index} in range({self.bound()}):", body))

    def in_order(self, values: list[str], name: str) -> None:
        """A loop whose iterations need those before them."""
        index = self.name("i")

        def scan() -> None:
            self.line(f"{name} += {self.value([*values, index])}")
            self.block(f'with openmp("scan inclusive({name})"):', lambda: self.line(f"b[{index}] = {name}"))

        def doacross() -> None:
            self.line(f'openmp("ordered depend(sink: {index} - 1)")')
            self.line(f"b[{index}] = (b[{index} - 1] + {self.value([*values, index])}) % 997")
            self.line('openmp("ordered depend(source)")')

        def conditional() -> None:
            self.block(f"if {self.expression([*values, index], 1)} > 2:", lambda: self.line(f"{name} = {index}"))

        clause, body = self.random.choice(
            (
                (f"reduction(inscan, +: {name})", scan),
                ("ordered(1)", doacross),
                (f"lastprivate(conditional: {name})", conditional),
            )
        )
        head = f'with openmp("parallel for {clause}"):'
        self.block(head, lambda: self.block(f"for {index} in range(min(n, len(a))):", body))

    def team(self, values: list[str], shared: dict[str, str]) -> None:
        own = self.name("t")
        inside = [*values, own]

        def body() -> None:
            self.line(f"{own} = {self.value(values)}")
            for _ in range(self.random.randint(1, 3)):
                kind = self.random.random()
                if kind < 0.4:
                    self.loop("for", inside, shared)
                elif kind < 0.6:
                    atomic = {name: how for name, how in shared.items() if "{}" not in how}
                    self.block('with openmp("single"):', lambda atomic=atomic: self.change(inside, atomic))
                elif kind < 0.7:
                    self.line('openmp("barrier")')
                else:
                    self.statements(inside, [own], 2)

        joined = 'with openmp("parallel"):' if self.random.random() < 0.7 else 'with openmp("parallel num_threads(3)"):'
        self.block(joined, body)

    def tasks(self, values: list[str], shared: dict[str, str]) -> None:
        atomic = {name: how for name, how in shared.items() if "{}" not in how}
        index = self.name("i")

        def task() -> None:
            self.statements([*values, index], [], 2)
            self.change([*values, index], atomic)

        def loop() -> None:
            self.block(f"for {index} in range({self.bound()}):", lambda: self.block('with openmp("task"):', task))

        self.block('with openmp("parallel"), openmp("single"):', loop)

    def region(self, variables: list[str]) -> None:
        names = self.random.sample(variables, 3)
        protections = (
            "reduction(+: {})",
            "reduction(max: {})",
            "reduction(^: {})",
            "reduction(total: {})",
            "critical",
            "atomic",
        )
        shared = {name: self.random.choice(protections) for name in names}
        values = ["n", "k", *(name for name in variables if name not in names)]
        kind = self.random.random()
        if kind < 0.4:
            self.loop("parallel for", values, shared)
        elif kind < 0.7:
            self.team(values, shared)
        elif kind < 0.85:
            self.tasks(values, shared)
        else:
            self.in_order(values, names[0])

    def make(self) -> str:
        variables = [f"x{number}" for number in range(6)]
        self.line("b = np.zeros(max(len(a), n) + 8, np.int64)")
        for name in variables:
            self.line(f"{name} = {self.random.randint(-3, 9)}")
        for _ in range(self.random.randint(2, 4)):
            self.statements(["n", "k", *variables], variables, 2)
            self.region(variables)
        self.line(f"return {', '.join(variables)}, b")
        return "\n".join(self.lines) + "\n"


def program(seed: int, functions: int) -> str:
    """A program of test/run with so many functions; the same seed gives the same text."""
    random = Random(seed)
    made = [_Function(random, f"f{number}").make() for number in range(functions)]
    return HEAD.format(seed=seed) + "\n\n".join(["", *made])[1:] + CALLS.format(functions=functions)
