"""threadprivate variables: each thread has its own, copyin and copyprivate give them the value of one."""

from pyomp_cc import njit, openmp, omp_get_thread_num

counter = 0
seed = 1.5
sign = True
openmp("threadprivate(counter, seed)")
openmp("threadprivate( sign )")


@njit
def own(n: int) -> int:
    # No thread sees what another one counts.
    global counter
    total = 0
    with openmp("parallel reduction(+:total)"):
        counter = 0
        for i in range(n):
            counter += 1
        total += 1 if counter == n else 1000
    return 1 if total < 1000 else 0


@njit
def bump() -> int:
    global counter
    counter += 1
    return counter


@njit
def by_calls(n: int) -> int:
    global counter
    wrong = 0
    with openmp("parallel reduction(+:wrong)"):
        counter = 10 * omp_get_thread_num()
        for i in range(n):
            bump()
        wrong += 0 if counter == 10 * omp_get_thread_num() + n else 1
    return wrong


@njit
def copied_in(value: int) -> int:
    global counter, seed
    counter = value
    seed = 0.5 * value
    wrong = 0
    with openmp("parallel copyin(counter, seed) reduction(+:wrong)"):
        if counter != value or seed != 0.5 * value:
            wrong += 1
        counter += omp_get_thread_num()
    return wrong * 1000 + counter


@njit
def broadcast(value: int) -> int:
    global counter
    wrong = 0
    with openmp("parallel reduction(+:wrong)"):
        counter = -1
        mine = 0
        with openmp("single copyprivate(counter, mine)"):
            counter = value
            mine = value + 1
        wrong += 0 if counter == value and mine == value + 1 else 1
    return wrong * 1000 + counter


@njit
def work(n: int) -> int:
    # A counter for each thread, summed up at the end.
    global counter
    total = 0
    with openmp("parallel shared(total)"):
        counter = 0
        with openmp("for schedule(dynamic, 3)"):
            for i in range(n):
                counter += i
        with openmp("critical"):
            total += counter
    return total


@njit
def flags(n: int) -> bool:
    global sign
    sign = n > 3
    return sign


def seen() -> tuple:
    return counter, seed, sign


def all_of(n: int) -> list:
    result = [own(n), by_calls(n), copied_in(n), seen()[0], seed, broadcast(n), counter, work(n), flags(n), sign]
    return result


CASES = {"all_of": [(0,), (1,), (7,), (50,)]}
PYTHON = ("seen", "all_of")
