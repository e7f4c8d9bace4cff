// heat3d.py, translated by pyomp-cc.
// Heat that spreads in a box whose faces keep their temperature.
#include <pyomp/runtime.hpp>

namespace python::heat3d {

using py::Int;

/// One time step from `old` to `new`.
static void spread(py::View<const double, 3> old, py::View<double, 3> new_, double rate) {
  Int nx = old.shape(0);
  Int ny = old.shape(1);
  Int nz = old.shape(2);
  py::Raised raised;
  py::hoisted(new_.covers(1, nx - 1, 1, ny - 1, 1, nz - 1), [&](auto at) {
#pragma omp parallel for firstprivate(nx, ny, nz, new_, old, rate)
    for (Int i = 1; i < nx - 1; ++i) {
      if (raised.stopped()) continue;
      at.guard(raised, i, [&] {
        for (Int j = 1; j < ny - 1; ++j) {
          for (Int k = 1; k < nz - 1; ++k) {
            at(new_, i, j, k) = old(i, j, k) + rate *
                (old(i - 1, j, k) + old(i + 1, j, k) + old(i, j - 1, k) + old(i, j + 1, k) + old(i, j, k - 1) +
                old(i, j, k + 1) - 6.0 * old(i, j, k));
          }
        }
      });
    }
  });
  raised.rethrow();
}

/// Twice `pairs` time steps; `other` has the same faces as `box`, and the result is in `box`.
static void heat(py::View<double, 3> box, py::View<double, 3> other, double rate, Int pairs) {
  for (Int _ = 0; _ < pairs; ++_) {
    py::poll();
    py::call<spread>(box, other, rate);
    py::call<spread>(other, box, rate);
  }
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {22, 19, "spread"},
    {36, 33, "heat"},
    {37, 34, "heat"},
    {38, 35, "heat"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<spread>>("spread", "(old, new, rate)", "old,new,rate", "One time step from `old` to `new`."),
    py::function<py::NoGil<heat>>("heat", "(box, other, rate, pairs)", "box,other,rate,pairs",
        "Twice `pairs` time steps; `other` has the same faces as `box`, and the result is in `box`."),
};

PYOMP_MODULE(heat3d, "heat3d.py", R"py(# examples/heat3d.py
#
# A stencil in three dimensions, in a function that another compiled function calls.
"""Heat that spreads in a box whose faces keep their temperature."""

import numpy as np

njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp


spread = __pyomp_cc__.function("spread", ())


















heat = __pyomp_cc__.function("heat", ())







if __name__ == "__main__":
    warm = np.zeros((16, 16, 16))
    warm[0, :, :] = 100.0
    copy = warm.copy()
    heat(warm, copy, 0.1, 20)
    print(warm[1, 8, 8], warm[8, 8, 8])
)py");

}  // namespace python::heat3d
