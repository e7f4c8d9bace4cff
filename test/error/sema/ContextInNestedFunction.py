from pyomp_cc import njit, openmp


class C:
    def f(self, n: int) -> int:
        with openmp("parallel"):
            m = n
        return n
