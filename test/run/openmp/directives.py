# Directives that choose, inform and fail: `metadirective`, `error`, `assume`, `assumes`, `nothing`, `requires`,
# `declare simd`, `declare target`.
import numpy as np
from pyomp_cc import njit, omp_get_level, omp_get_num_threads, omp_in_parallel, openmp

PARALLEL = True
LARGE = 40


@njit
def by_condition(n: int) -> tuple[int, int]:
    s = 0
    with openmp("metadirective when(user={condition(PARALLEL)}: parallel for reduction(+: s)) otherwise(nothing)"):
        for i in range(n):
            s += i * omp_get_level()
    t = 0
    with openmp("metadirective when(user={condition(not PARALLEL)}: parallel for reduction(+: t))"):
        for i in range(n):
            t += i * (omp_get_level() + 1)
    return s, t


@njit
def by_implementation(n: int) -> int:
    s = 0
    with openmp(
        "metadirective when(implementation={vendor(gnu)}: simd reduction(+: s)) "
        "when(implementation={vendor(llvm)}, device={kind(host)}: parallel for reduction(+: s) num_threads(2)) "
        "default(nothing)"
    ):
        for i in range(n):
            s += i * omp_get_level() + omp_get_num_threads() // 100
    return s


@njit
def by_device(n: int) -> int:
    s = 0
    with openmp(
        "metadirective when(device={kind(gpu)}: target parallel for map(s)) when(device={kind(cpu)}: parallel)"
    ):
        with openmp("for reduction(+: s)"):
            for i in range(n):
                s += i * omp_get_level()
    return s


@njit
def by_construct(n: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("metadirective when(construct={parallel}: for reduction(+: s)) otherwise(parallel for)"):
            for i in range(n):
                s += i * omp_get_level()
    with openmp(
        "metadirective when(construct={parallel}: for reduction(+: s)) otherwise(parallel for reduction(+: s))"
    ):
        for i in range(n):
            s += i * omp_get_level()
    return s


@njit
def by_score(n: int) -> int:
    s = 0
    with openmp(
        "metadirective when(user={condition(score(2): LARGE > 3)}: nothing) "
        "when(user={condition(score(7): 1)}: parallel for reduction(+: s))"
    ):
        for i in range(n):
            s += i * omp_get_level()
    return s


@njit
def standing_alone(n: int) -> int:
    s = 0
    with openmp("parallel shared(s) num_threads(3)"):
        with openmp("single nowait"):
            s = n
        openmp("metadirective when(user={condition(PARALLEL)}: barrier)")
        with openmp("critical"):
            s += n * 0
    return s


@njit
def informed(n: int) -> int:
    openmp("assumes no_openmp_routines")
    openmp("requires unified_shared_memory, dynamic_allocators")
    openmp("nothing")
    s = 0
    with openmp("assume holds(n > 0) absent(parallel, task)"):
        s = n
        for i in range(n):
            s += i
    with openmp("nothing"):
        s += 1
    with openmp("begin assumes no_parallelism"):
        t = s * 2
    return s + t


@njit
def vector(x: float, scale: float) -> float:
    openmp("declare simd uniform(scale) notinbranch simdlen(4)")
    return x * scale + 1.0


@njit("float64(float64[::1])")
def calls_vector(a):
    s = 0.0
    with openmp("simd reduction(+: s)"):
        for i in range(len(a)):
            s += vector(a[i], 2.0)
    return s


@njit
def on_device(n: int) -> int:
    openmp("declare target")
    return n * 3


@njit
def calls_on_device(n: int) -> int:
    s = 0
    with openmp("target map(s)"):
        s = on_device(n)
    return s


@njit
def fails(n: int) -> int:
    if n > 3:
        openmp('error at(execution) severity(fatal) message("too large")')
    return n


@njit
def fails_in_a_team(n: int, bad: int) -> int:
    s = 0
    with openmp("parallel for reduction(+: s)"):
        for i in range(n):
            if i == bad:
                openmp("error at(execution) message('bad ' + str(i))")
            s += i
    return s


@njit
def fails_silently(n: int) -> int:
    openmp("error at(execution)")
    return n


@njit
def inside(n: int) -> bool:
    here = False
    with openmp("metadirective when(user={condition(LARGE == 41)}: parallel) otherwise(nothing)"):
        here = omp_in_parallel()
    return here


def cases():
    return [
        ("by_condition", (0,)),
        ("by_implementation", (0,)),
        ("by_device", (0,)),
        ("by_construct", (0,)),
        ("by_score", (0,)),
        ("standing_alone", (5,)),
        ("informed", (7,)),
        ("calls_vector", (np.arange(9.0),)),
        ("calls_on_device", (5,)),
        ("fails", (3,)),
        ("fails_in_a_team", (20, 30)),
        ("inside", (1,)),
    ]


# CPython takes no directive, so that the level there is 0 in blocks of `metadirective`, and `error` is silent.
DIFFERENCES = {
    "by_condition": [((10,), (45, 45))],
    "by_implementation": [((10,), 45)],
    "by_device": [((10,), 45)],
    "by_construct": [((10,), 90)],
    "by_score": [((10,), 45)],
    "fails": [((4,), RuntimeError("too large"))],
    "fails_in_a_team": [((20, 7), RuntimeError("bad 7"))],
    "fails_silently": [((1,), RuntimeError("an `error` directive"))],
}
