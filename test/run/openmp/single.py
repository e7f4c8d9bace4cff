# What `single` copies in and what it copies to all.
from pyomp_cc import njit, omp_get_max_threads, omp_get_thread_num, openmp


@njit
def copied_to_all(n: int) -> int:
    right = 1
    with openmp("parallel private(x, y)"):
        x = -omp_get_thread_num()
        y = 0.0
        with openmp("single copyprivate(x, y)"):
            x = n
            y = n / 2
        with openmp("critical"):
            if x != n or y != n / 2:
                right = 0
        openmp("barrier")
    return right


@njit
def copied_each_time(n: int) -> int:
    wrong = 0
    with openmp("parallel"):
        total = 0
        for i in range(n):
            with openmp("single copyprivate(k)"):
                k = i * i
            total += k
        expected = 0
        for i in range(n):
            expected += i * i
        if total != expected:
            with openmp("critical"):
                wrong += 1
    return wrong


@njit
def firstprivate_of_single(n: int) -> int:
    x = n
    result = 0
    with openmp("parallel"):
        with openmp("single firstprivate(x)"):
            x = x + 1
            result = x
        openmp("barrier")
        with openmp("single"):
            result = result * 1000 + x
    return result


@njit
def shared_by_a_clause(n: int) -> int:
    """`count` is used inside only, and is one variable for all threads as its clause says."""
    seen = 0
    with openmp("parallel shared(count) reduction(+: seen)"):
        with openmp("single"):
            count = n
        if count == n:
            seen += 1
    return seen - omp_get_max_threads()


@njit
def shared_in_a_task(n: int) -> int:
    right = 0
    with openmp("parallel shared(first, second)"):
        with openmp("single"):
            with openmp("task shared(first)"):
                first = n
            with openmp("task shared(second)"):
                second = 2 * n
        if first + second == 3 * n:
            with openmp("atomic"):
                right += 1
    return right - omp_get_max_threads()


CASES = {
    "shared_by_a_clause": [(7,), (-1,)],
    "shared_in_a_task": [(7,), (0,)],
    "copied_to_all": [(5,), (0,)],
    "copied_each_time": [(0,), (20,)],
}
# x of the single is a copy, as its clause says.
DIFFERENCES = {"firstprivate_of_single": [((5,), 6005)]}
