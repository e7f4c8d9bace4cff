// jacobi.py, translated by pyomp-cc.
// Jacobi's iteration for Laplace's equation on a square whose upper edge is hot.
#include <pyomp/runtime.hpp>

namespace python::jacobi {

using py::Int;

/// The temperatures on an `n` by `n` grid, and after how many sweeps no point moved by more than `tolerance`.
///
/// Gives up after `limit` sweeps.
static std::tuple<py::Array<double, 2>, Int> jacobi(Int n, double tolerance, Int limit) {
  py::Array<double, 2> old = py::zeros<double>({n, n});
  py::Array<double, 2> new_ = py::zeros<double>({n, n});
  py::hoisted(old.covers(0, 1, 0, n) && new_.covers(0, 1, 0, n), [&](auto at) {
    for (Int j = 0; j < n; ++j) {
      at(old, 0, j) = 100.0;
      at(new_, 0, j) = 100.0;
    }
  });
  Int sweeps = 0;
  double change = tolerance + 1.0;
  while (change > tolerance && sweeps < limit) {
    py::poll();
    change = 0.0;
    py::Raised raised;
    py::hoisted(new_.covers(1, n - 1, 1, n - 1) && old.covers(0, n, 0, n), [&](auto at) {
#pragma omp parallel for reduction(py::max : change) firstprivate(n, new_, old)
      for (Int i = 1; i < n - 1; ++i) {
        if (raised.stopped()) continue;
        at.guard(raised, i, [&] {
          for (Int j = 1; j < n - 1; ++j) {
            at(new_, i, j) = 0.25 * (at(old, i - 1, j) + at(old, i + 1, j) + at(old, i, j - 1) + at(old, i, j + 1));
            double value = std::abs(at(new_, i, j) - at(old, i, j));
            if (value > change) {
              change = value;
            }
          }
        });
      }
    });
    raised.rethrow();
    swap(old, new_);
    ++sweeps;
  }
  return {old, sweeps};
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {13, 17, "jacobi"},
    {14, 18, "jacobi"},
    {17, 20, "jacobi"},
    {18, 21, "jacobi"},
    {24, 24, "jacobi"},
    {33, 29, "jacobi"},
    {34, 30, "jacobi"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<jacobi>>("jacobi", "(n: int, tolerance: float, limit: int)", "n,tolerance,limit",
        "The temperatures on an `n` by `n` grid, and after how many sweeps no point moved by more than `tolerance`.\n\n    Gives up after `limit` sweeps.\n    "),
};

PYOMP_MODULE(jacobi, "jacobi.py", R"py(# examples/jacobi.py
#
# A stencil that is repeated until it changes nothing: a max reduction, and two arrays that change places.
"""Jacobi's iteration for Laplace's equation on a square whose upper edge is hot."""

import numpy as np

njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp


jacobi = __pyomp_cc__.function("jacobi", ())
























if __name__ == "__main__":
    grid, count = jacobi(20, 0.01, 500)
    print(count, grid[10, 10])
)py");

}  // namespace python::jacobi
