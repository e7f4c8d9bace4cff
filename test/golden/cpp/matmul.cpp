// matmul.py, translated by pyomp-cc.
// A product of matrices, row by row in parallel.
#include <pyomp/runtime.hpp>

namespace python::matmul {

using py::Int;

/// Adds the product of `a` and `b` to `c`.
static void matmul(py::View<const double, 2> a, py::View<const double, 2> b, py::View<double, 2> c) {
  Int n = c.shape(0);
  Int m = c.shape(1);
  Int inner = a.shape(1);
  Int blocks = py::shared_blocks(0, n);
  py::Raised raised;
  py::hoisted(a.covers(0, n, 0, inner) && b.covers(0, inner, 0, m) && py::apart(c, a, b), [&](auto at) {
#pragma omp parallel for schedule(static) firstprivate(blocks, n, inner, m, c, a, b)
    for (Int block = 0; block < blocks; ++block) {
      if (raised.stopped()) continue;
      at.guard(raised, block, [&] {
        at.apart(c, a, b);
        at.jammed(py::block(0, n, block, blocks), {0, inner}, {0, m}, [&](Int i, Int k, Int j) {
          c(i, j) += at(a, i, k) * at(b, k, j);
        });
      });
    }
  });
  raised.rethrow();
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {23, 20, "matmul"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<matmul>>("matmul", "(a, b, c)", "a,b,c", "Adds the product of `a` and `b` to `c`."),
};

PYOMP_MODULE(matmul, "matmul.py", R"py(# examples/matmul.py
#
# The matrix product with the loops in the order i-k-j, so that the inner one runs along rows.
"""A product of matrices, row by row in parallel."""

import numpy as np

njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp


matmul = __pyomp_cc__.function("matmul", ())











if __name__ == "__main__":
    left = np.ones((60, 40))
    right = np.ones((40, 50))
    product = np.zeros((60, 50))
    matmul(left, right, product)
    print(product[0, 0], product[59, 49])
)py");

}  // namespace python::matmul
