from pyomp_cc import njit, openmp

counter = 0
names = []
openmp("threadprivate(counter, names)")


@njit
def f() -> int:
    global counter
    counter += 1
    return counter
