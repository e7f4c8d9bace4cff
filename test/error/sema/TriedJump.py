from pyomp_cc import openmp


def f(n: int, k: int):
    s = 0
    with openmp("parallel"):
        while True:
            with openmp("for reduction(+: s)"):
                for i in range(n):
                    s += i
            try:
                if s // k > 9:
                    break
            except ZeroDivisionError:
                k = 1
    return s
