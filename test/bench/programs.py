# test/bench/programs.py
#
# What a benchmark must know of each example: the function, its arguments for a size, how the C version takes them and
# what the two are compared by.
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Program:
    """One example. `size` makes a run of some tenths of a second, `small` one that CPython manages in about one."""

    function: str
    size: int
    small: int
    arguments: Callable[[int], tuple]
    # The C function's result: d for double, l for long, None for void; and its arguments in order.
    c_result: str | None
    c_arguments: Callable[[tuple], tuple]
    # From a result and the arguments after the call to the values that are compared.
    outputs: Callable = lambda result, arguments: result
    c_outputs: Callable = lambda result, c_arguments: result
    describe: Callable = lambda outputs: f"{outputs:.12g}"
    tolerance: float = 1e-9
    # The function that a demonstration shows, if it is not the one that is called.
    shown: str | None = None


def _random(*shape) -> np.ndarray:
    return np.random.default_rng(7).random(shape)


def _pi(function: str = "pi", shown: str | None = None) -> Program:
    return Program(
        function, 100_000_000, 5_000_000, lambda n: (n,), "d", lambda args: args, shown=shown, describe="{:.13f}".format
    )


def _bodies(n: int) -> tuple:
    return _random(n, 3), np.zeros((n, 3)), _random(n), 1e-3, 10


def _box(n: int) -> tuple:
    box = np.zeros((n, n, n))
    box[0] = 100.0
    return box, box.copy(), 0.1, 10


PROGRAMS = {
    "pi_loop": _pi(),
    "pi_spmd": _pi(),
    "pi_tasks": _pi(shown="integrate"),
    "matmul": Program(
        "matmul",
        1000,
        100,
        lambda n: (_random(n, n), _random(n, n), np.zeros((n, n))),
        None,
        lambda args: (len(args[0]), len(args[0]), len(args[0]), *args),
        outputs=lambda _, args: args[2],
        c_outputs=lambda _, args: args[5],
        describe=lambda c: f"trace {np.trace(c):.8g}",
    ),
    "jacobi": Program(
        "jacobi",
        800,
        50,
        lambda n: (n, 0.0, 100),
        "l",
        lambda args: (*args, np.empty((args[0], args[0]))),
        c_outputs=lambda sweeps, args: (args[3], sweeps),
        describe=lambda outputs: f"{outputs[1]} sweeps, mean {outputs[0].mean():.6g}",
    ),
    "mandelbrot": Program(
        "mandelbrot",
        600,
        150,
        lambda n: (np.zeros((n, n), dtype=np.int32), -2.0, 1.0, -1.25, 1.25, 500),
        None,
        lambda args: (*args[0].shape, *args),
        outputs=lambda _, args: args[0],
        c_outputs=lambda _, args: args[2],
        describe=lambda counts: f"{np.count_nonzero(counts == 500):,} points stay",
        tolerance=0.0,
    ),
    "nbody": Program(
        "simulate",
        1500,
        150,
        _bodies,
        None,
        lambda args: (len(args[2]), *args),
        outputs=lambda _, args: args[:2],
        c_outputs=lambda _, args: args[1:3],
        describe=lambda outputs: f"centre {outputs[0].mean():.8g}",
        tolerance=1e-6,
    ),
    "heat3d": Program(
        "heat",
        160,
        28,
        _box,
        None,
        lambda args: (*args[0].shape, *args),
        outputs=lambda _, args: args[0],
        c_outputs=lambda _, args: args[3],
        describe=lambda box: f"mean {box.mean():.8g}",
    ),
    "fibonacci": Program(
        "fibonacci_parallel",
        36,
        29,
        lambda n: (n,),
        "l",
        lambda args: args,
        describe="{:,}".format,
        shown="fibonacci",
    ),
    "sieve": Program(
        "count_primes", 20_000_000, 1_000_000, lambda n: (n,), "l", lambda args: args, describe="{:,} primes".format
    ),
    "quicksort": Program(
        "quicksort",
        2_000_000,
        50_000,
        lambda n: (_random(n),),
        None,
        lambda args: (len(args[0]), *args),
        outputs=lambda _, args: args[0],
        c_outputs=lambda _, args: args[1],
        describe=lambda a: "sorted" if bool(np.all(a[:-1] <= a[1:])) else "NOT SORTED",
        tolerance=0.0,
        shown="sort_part",
    ),
    "histogram": Program(
        "histogram",
        50_000_000,
        500_000,
        lambda n: (_random(n), np.zeros(100, dtype=np.int64)),
        None,
        lambda args: (len(args[0]), args[0], len(args[1]), args[1]),
        outputs=lambda _, args: args[1],
        c_outputs=lambda _, args: args[3],
        describe=lambda counts: f"{counts.sum():,} counted",
        tolerance=0.0,
    ),
}
