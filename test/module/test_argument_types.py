# test/module/test_argument_types.py
#
# Calls in code that stays Python say what compiled functions are called with: a wrong guess is a TypeError at the call.
import pytest

from harness.compiler import compile_text

# Statements of a function that stays Python, by topic: `take(x)` is compiled for whatever x is there.
BODIES = {
    "numbers": """
        n = 3
        take(n); take(n / 2); take(n > 2); take(-n); take(2.0 ** n); take(1j * n); take(abs(-2.5))
        m = n if n else 4
        take(m); take(len([1, 2])); take(int("7")); take(float("1")); take(max([1, 2])); take(sum([0.5, 1.5]))
        take(np.float32(1)); take(np.sqrt(2.0)); take(f"{n}"); take("a" + "b"); take("ab" * 2)
    """,
    "loops": """
        for i in range(3):
            take(i)
        for i, x in enumerate([0.5, 1.5]):
            take(x + i)
        for a, (b, c) in zip([1, 2], [(0.5, "a"), (1.5, "b")]):
            take(a); take(b); take(c)
        for row in np.ones((2, 3)):
            take(row)
        for item in np.arange(3):
            take(item)
    """,
    "lists": """
        names = []
        for i in range(3):
            names.append(i * 0.5)
        take(names); take([i for i in range(3)]); take([[0] * 3 for _ in range(2)]); take([0.0] * 4)
        take({1: 2.5}); take({k: str(k) for k in range(2)}); take({1, 2}); take(names[0]); take(names[1:])
        pair = (1, 2.5)
        take(pair); take(pair[0]); take(pair[-1]); take(sorted(names)); take(list(range(3)))
    """,
    "unpacked": """
        a, b = 1, 2.5
        rows, columns = np.zeros((2, 3)).shape
        (p, q), r = (1, 2.5), "x"
        take(a); take(b); take(rows); take(columns); take(p); take(q); take(r)
        old, new = np.zeros(3), np.ones(3)
        for _ in range(3):
            old, new = new, old
        take(old); take(new)
    """,
    "makers": """
        n, shape = 4, (2, 3)
        take(np.zeros(n)); take(np.ones(shape, dtype=np.int32)); take(np.empty([2, 3], "f4"))
        take(np.full(n, 7))
        take(np.full((n, n), 1.5)); take(np.full(n, 1, dtype=np.uint8)); take(np.eye(3)); take(np.identity(2))
        take(np.arange(n)); take(np.arange(0, 1, 0.25)); take(np.arange(n, dtype=np.float32))
        take(np.linspace(0, 1, 5))
        take(np.zeros_like(np.ones(3, np.int64))); take(np.full_like(np.zeros(3), 2.0))
        take(np.zeros(n, complex))
        take(np.frombuffer(b"12345678", dtype=np.int64).copy()); take(np.logspace(0, 1, 3))
    """,
    "arrays of lists": """
        values = [1, 2]
        values.append(3)
        take(np.array(values)); take(np.array([[1.0, 2.0], [3, 4]])); take(np.array([(1, 2), (3, 4)]))
        take(np.array((1, 2.5)))
        take(np.array([i * 0.5 for i in range(3)]))
        take(np.array([[i + j for j in range(3)] for i in range(2)]))
        take(np.asarray([1, 2])); take(np.array([1, 2], dtype=np.float32)); take(np.array([True, False]))
        grid = [[0.5] * 3 for _ in range(2)]
        take(np.array(grid)); take(np.array(range(4))); take(np.array([1j, 2]))
    """,
    "operations": """
        a, b = np.ones((3, 3)), np.arange(3)
        take(a + 1); take(a * b); take(b / 2); take(b // 2); take(-a); take(a @ a); take(a @ b); take(a > 0)
        take(a + [1, 2, 3])
        take(a.T); take(a[0]); take(a[1:]); take(a[:, 0]); take(a[0, 0]); take(b ** 2); take(1j * b)
        take(np.exp(1j * b))
        take(a.copy()); take(a.ravel()); take(a.reshape(9)); take(a.reshape(1, 9)); take(a.astype(np.float32))
        take(b.astype("int32"))
        take(a.shape); take(a.size); take(a.shape[0]); take(a.ndim); take(b.item() if b.size == 1 else 3)
    """,
    "functions": """
        a, b, z = np.ones((3, 3)), np.arange(3), np.ones(3) * 1j
        take(np.sin(a)); take(np.sqrt(b)); take(np.floor(a)); take(np.abs(z)); take(np.abs(b))
        take(np.square(b)); take(np.conj(z))
        take(np.maximum(a, 0)); take(np.where(a > 0, a, 0)); take(np.clip(a, 0, 1)); take(np.dot(a, b))
        take(np.dot(b, b))
        take(np.outer(b, b)); take(np.triu(a)); take(np.sort(b)); take(np.argsort(b)); take(np.unique(b))
        take(np.cumsum(b))
        take(np.roll(b, 1)); take(np.round(a, 2)); take(np.diff(b)); take(np.bincount(b)); take(np.flip(b))
        take(a.sum()); take(np.sum(b)); take(a.mean()); take(b.mean()); take(b.max()); take(np.argmax(a))
        take((a > 0).sum())
        take((a > 0).all()); take(a.std()); take(np.prod(b)); take(b.astype(np.uint8).sum())
        take(np.linalg.norm(a)); take(a.dot(b))
    """,
    "joined": """
        a, b = np.ones((2, 3)), np.arange(3)
        take(np.vstack([a, a])); take(np.vstack([b, b])); take(np.hstack((a, a))); take(np.hstack([b, b]))
        take(np.stack([b, b]))
        take(np.concatenate([b, b * 0.5])); take(np.concatenate((a, a), axis=1))
        take(np.column_stack([b, b]))
        take(np.vstack([a + o for o in ([0, 0, 0], [5, 5, 5])]))
        take(np.concatenate([np.zeros(2) for _ in range(3)]))
        x, y = np.meshgrid(np.linspace(0, 1, 3), np.linspace(0, 1, 4))
        take(x); take(y)
    """,
    "random": """
        n = 4
        rng, old = np.random.default_rng(1), np.random.RandomState(1)
        np.random.seed(1)
        take(np.random.rand(n)); take(np.random.rand(n, n)); take(np.random.randn(n))
        take(np.random.random((n, 2))); take(np.random.random())
        take(np.random.uniform(0, 1, n)); take(np.random.normal(size=n)); take(np.random.randint(0, 9, n))
        take(np.random.randint(0, 9, size=(2, 2)))
        take(rng.random(n)); take(rng.integers(0, 9, n)); take(rng.standard_normal((n, n)))
        take(rng.normal(0.0, 1.0, n)); take(rng.random(n, dtype=np.float32))
        take(old.rand(n)); take(old.randn(50, 2)); take(old.randint(0, 9, n)); take(np.random.permutation(n))
        take(rng.permutation(np.zeros(3)))
        take(np.random.choice(n, 2)); take(np.random.choice(np.zeros(3), size=(2, 2)))
        take(rng.choice([0.5, 1.5], 3))
    """,
    "functions of the file": """
        take(made(3)); take(made(2.5)); take(pair_of(1, "a")); take(pair_of(b=1.5, a=2)); take(with_default())
        take(chosen(3))
        x, y = pair_of(np.ones(3), 2)
        take(x); take(y); nested(7)
    """,
    "results of compiled functions": """
        x = doubled(np.arange(3.0))
        take(x); take(doubled(x)); both(1, x)
        total, parts = both(0.5, x)
        take(total); take(parts); later(total)
    """,
}

# What all files begin with.
FILE = """
import numpy as np
from pyomp_cc import njit


@njit
def take(x):
    return 0


def made(n):
    return np.full(4, n)


def pair_of(a, b):
    return a, b


def with_default(n=5, *, scale=0.5):
    return n * scale


def chosen(n):
    if n > 2:
        return [n]
    return [n, n]


def nested(n):
    def inner():
        return n
    take(n + inner())
    take([0.5 * i for i in range(n)])


def later(x):
    take([x, x])


def main():
"""


COMPILED = """
@njit
def doubled(x):
    y = x.copy()
    for i in range(len(y)):
        y[i] = 2 * y[i]
    return y


@njit
def both(a, x):
    return a + x[0], x
"""


@pytest.mark.parametrize("topic", BODIES)
def test_types_of_arguments(topic, tmp_path):
    compiled = COMPILED if "doubled" in BODIES[topic] else ""
    module = compile_text(FILE + BODIES[topic] + compiled, tmp_path, name="types_" + topic.replace(" ", "_"))
    module.main()
