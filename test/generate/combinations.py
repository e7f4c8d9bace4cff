# test/generate/combinations.py
#
# Functions for every directive, every clause on each directive that takes it, and pairs of clauses: each computes a
# number that is another when a clause that changes results is ignored, and that the generator works out by itself.
from dataclasses import dataclass, field
from itertools import combinations

MODULUS = 1000003
TRIPS = (0, 1, 23)


@dataclass
class Snippet:
    """What a clause adds to a function: statements before, in each iteration or the block, and a number behind."""

    text: str
    before: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    behind: str = ""
    expected: object = None  # of the number behind, by n; None: there is none


def last(n):
    return 2 * (n - 1) if n > 0 else -1


# Clauses on loops, by name. `i` is the iteration, `a` an array of n zeros.
LOOP = {
    "allocate": Snippet("private(z) allocate(z)", ["z = 4"], ["z = i", "a[i] += z"], "z", lambda n: 4),
    "aligned": Snippet("aligned(a)"),
    "bind": Snippet("bind(parallel)"),
    "collapse": Snippet("collapse(1)"),
    "default": Snippet("default(shared)"),
    "filter": Snippet("filter(0)"),
    "final": Snippet("final(n > 5)"),
    "firstprivate": Snippet(
        "firstprivate(k)", ["k = 7"], ["a[i] += k", "if i == n - 1:", "    k = 100"], "k", lambda n: 7
    ),
    "grainsize": Snippet("grainsize(3)"),
    "if": Snippet("if(n > 3)"),
    "lastprivate": Snippet("lastprivate(q)", ["q = -1"], ["q = 2 * i"], "q", last),
    "linear": Snippet("linear(w: 2)", ["w = 10"], ["a[i] += w", "w += 2"], "w", lambda n: 10 + 2 * n),
    "mergeable": Snippet("mergeable"),
    "nogroup": Snippet("nogroup"),
    "nontemporal": Snippet("nontemporal(a)"),
    "nowait": Snippet("nowait"),
    "num_tasks": Snippet("num_tasks(4)"),
    "num_threads": Snippet("num_threads(3)"),
    "order": Snippet("order(concurrent)"),
    "ordered": Snippet(
        "ordered", ["t = 1"], ['with openmp("ordered"):', "    t = (t * 3 + i) % 1009"], "t",
        lambda n: __import__("functools").reduce(lambda t, i: (t * 3 + i) % 1009, range(n), 1),
    ),
    "partial": Snippet("partial(2)"),
    "priority": Snippet("priority(1)"),
    "private": Snippet("private(x)", ["x = 5"], ["x = i * 3", "a[i] += x"], "x", lambda n: 5),
    "proc_bind": Snippet("proc_bind(close)"),
    "reduction": Snippet("reduction(+:s)", ["s = 11"], ["s += i"], "s", lambda n: 11 + n * (n - 1) // 2),
    "safelen": Snippet("safelen(4)"),
    # A thread's rounds go upwards, so that the last of all is the last of its thread, behind which `k` may change.
    "schedule": Snippet("schedule(monotonic: dynamic, 2)"),
    "shared": Snippet("shared(a)"),
    "simdlen": Snippet("simdlen(4)"),
    "sizes": Snippet("sizes(4)"),
    "untied": Snippet("untied"),
}  # fmt: skip
# What the array adds up to, for the snippets that write it.
ADDED = {
    "allocate": lambda i: i,
    "firstprivate": lambda i: 7,
    "linear": lambda i: 10 + 2 * i,
    "private": lambda i: 3 * i,
}
# Clauses on blocks that one thread or task runs once; `c` counts the runs.
BLOCK = {
    "affinity": Snippet("affinity(a[0:n])"),
    "allocate": Snippet("private(z) allocate(z)", ["z = 4"], ["z = 9"], "z", lambda n: 4),
    "default": Snippet("default(shared)"),
    "depend": Snippet("depend(inout: c)"),
    "filter": Snippet("filter(0)"),
    "final": Snippet("final(n > 5)"),
    "firstprivate": Snippet("firstprivate(k)", ["k = 7"], ["c += k", "k = 100"], "k", lambda n: 7),
    "if": Snippet("if(n > 3)"),
    "lastprivate": Snippet("lastprivate(q)", ["q = -1"], ["q = 6"], "q", lambda n: 6),
    "mergeable": Snippet("mergeable"),
    "nowait": Snippet("nowait"),
    "num_threads": Snippet("num_threads(3)"),
    "priority": Snippet("priority(1)"),
    "private": Snippet("private(x)", ["x = 5"], ["x = 8"], "x", lambda n: 5),
    "proc_bind": Snippet("proc_bind(close)"),
    "reduction": Snippet("reduction(+:s)", ["s = 11"], ["s += 4"], "s", lambda n: 15),
    "shared": Snippet("shared(c)"),
    "untied": Snippet("untied"),
}
COUNTED = {"firstprivate": 7}
# Constructs whose block one thread runs, with what is around them inside `parallel`.
ONCE = {
    "masked": 'openmp("parallel")', "master": 'openmp("parallel")', "single": 'openmp("parallel")',
    "sections": 'openmp("parallel")', "task": 'openmp("parallel masked")', "parallel": None, "parallel masked": None,
    "parallel master": None, "parallel sections": None,
}  # fmt: skip
# What their block holds, for those whose block several threads run.
INNER = {"parallel": "single", "sections": "section", "parallel sections": "section"}


def expected(names: list[str], snippets: dict, base: int, n: int) -> int:
    value = base
    for name in names:
        if snippets[name].expected:
            value = (value * 31 + snippets[name].expected(n)) % MODULUS
    return value


def around(leaves: list[str]) -> list[str]:
    """The contexts that a loop directive stands in."""
    if leaves[0] == "parallel" or leaves[0] in ("simd", "tile", "unroll"):
        return []
    if leaves[0] == "taskloop":
        return ["parallel", "single"]
    return ["parallel"]


@dataclass
class Case:
    directive: str
    clauses: tuple[str, ...]
    text: str
    results: dict[int, int]


def loop_case(number: int, directive: str, leaves: list[str], clauses: tuple[str, ...]) -> Case:
    names = list(clauses)
    snippets = [LOOP[name] for name in names]
    written = " ".join([directive, *(snippet.text for snippet in snippets)])
    before = ["a = np.zeros(n, dtype=np.int64)", *(line for s in snippets for line in s.before)]
    body = ["a[i] += i", *(line for s in snippets for line in s.body)]
    lines, indent = before, 0
    for context in around(leaves):
        lines.append("    " * indent + f'with openmp("{context}"):')
        indent += 1
    lines.append("    " * indent + f'with openmp("{written}"):')
    lines.append("    " * (indent + 1) + "for i in range(n):")
    lines += ["    " * (indent + 2) + line for line in body]
    lines += ["r = 0", "for j in range(n):", "    r += a[j]", f"r %= {MODULUS}"]
    lines += [f"r = (r * 31 + {s.behind}) % {MODULUS}" for s in snippets if s.behind]
    lines.append("return int(r)")

    def total(n):
        return sum(i + sum(ADDED[name](i) for name in names if name in ADDED) for i in range(n)) % MODULUS

    text = f"@njit\ndef f{number}(n: int) -> int:\n" + "".join(f"    {line}\n" for line in lines)
    return Case(directive, clauses, text, {n: expected(names, LOOP, total(n), n) for n in TRIPS})


def block_case(number: int, directive: str, clauses: tuple[str, ...]) -> Case:
    names = list(clauses)
    snippets = [BLOCK[name] for name in names]
    extra = " shared(c)" if directive == "task" and "shared" not in names else ""
    written = " ".join([directive, *(snippet.text for snippet in snippets)]) + extra
    lines = ["c = 0", "a = np.zeros(n + 1)", *(line for s in snippets for line in s.before)]
    context, indent = ONCE[directive], 0
    if context:
        lines.append(f"with {context}:")
        indent = 1
    lines.append("    " * indent + f'with openmp("{written}"):')
    body = ["c += n", *(line for s in snippets for line in s.body)]
    if directive in INNER:
        indent += 1
        lines.append("    " * indent + f'with openmp("{INNER[directive]}"):')
    lines += ["    " * (indent + 1) + line for line in body]
    lines += [f"r = (c + int(a[0])) % {MODULUS}"]
    lines += [f"r = (r * 31 + {s.behind}) % {MODULUS}" for s in snippets if s.behind]
    lines.append("return int(r)")
    base = sum(COUNTED.get(name, 0) for name in names)
    text = f"@njit\ndef f{number}(n: int) -> int:\n" + "".join(f"    {line}\n" for line in lines)
    return Case(directive, clauses, text, {n: expected(names, BLOCK, (n + base) % MODULUS, n) for n in TRIPS})


def cases(tables, compiled: tuple[set[str], set[str]], pairs: bool) -> list[Case]:
    """Each directive alone, with each clause, and with pairs of clauses; `compiled`: directives and clauses."""
    found = []
    spell = tables.spelling
    clause_of = {row[1]: key for key, row in tables.clauses.items()}
    excluded = {
        (leaf, frozenset(pair)) for leaf, group in tables.groups["EXCLUSIVE"] for pair in combinations(group, 2)
    }

    def together(directive: str, first: str, second: str) -> bool:
        pair = frozenset((clause_of[first], clause_of[second]))
        listed = {first, second} == {"allocate", "private"}
        ordered = {first, second} in ({"order", "ordered"}, {"nowait", "ordered"})
        return not listed and not ordered and not any((leaf, pair) in excluded for leaf in tables.leaves[directive])

    for directive in tables.directives():
        if directive not in compiled[0]:
            continue
        leaves = [spell[leaf] for leaf in tables.leaves[directive]]
        # Leagues and devices have programs of their own in test/run.
        if {"distribute", "target", "teams"} & set(leaves):
            continue
        is_loop = leaves[-1] in ("for", "simd", "loop", "taskloop", "tile", "unroll")
        if not is_loop and spell[directive] not in ONCE:
            continue
        known = LOOP if is_loop else BLOCK
        names = [
            name for name in known if tables.is_allowed(directive, clause_of[name]) and clause_of[name] in compiled[1]
        ]
        always = ("sizes",) if spell[directive] == "tile" else ()
        sets = [always, *((*always, name) for name in names if name not in always)]
        if pairs:
            sets += [(*always, *pair) for pair in combinations(names, 2) if together(directive, *pair)]
        for clauses in sets:
            number = len(found)
            if is_loop:
                found.append(loop_case(number, spell[directive], leaves, clauses))
            else:
                found.append(block_case(number, spell[directive], clauses))
    return found
