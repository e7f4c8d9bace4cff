// mandelbrot.py, translated by pyomp-cc.
// How fast points of the complex plane escape from z -> z * z + c.
#include <pyomp/runtime.hpp>

namespace python::mandelbrot {

using py::Int;

/// Fills `counts` with the number of steps, at most `limit`, until each point of the rectangle escapes.
static void mandelbrot(py::View<std::int32_t, 2> counts, double left, double right, double bottom, double top,
    Int limit) {
  Int rows = counts.shape(0);
  Int columns = counts.shape(1);
  double dx = py::div(right - left, double(columns));
  double dy = py::div(top - bottom, double(rows));
  py::Raised raised;
#pragma omp parallel for schedule(dynamic, 4) firstprivate(rows, bottom, dy, columns, left, dx, limit, counts)
  for (Int row = 0; row < rows; ++row) {
    if (raised.stopped()) continue;
    raised.guard(row, [&] {
      double y = bottom + row * dy;
      for (Int column = 0; column < columns; ++column) {
        double x = left + column * dx;
        double re = 0.0;
        double im = 0.0;
        Int steps = 0;
        while (steps < limit && re * re + im * im <= 4.0) {
          double next = 2.0 * re * im + y;
          re = re * re - im * im + x;
          im = next;
          ++steps;
        }
        counts(row, column) = py::to<std::int32_t>(steps);
      }
    });
  }
  raised.rethrow();
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {14, 15, "mandelbrot"},
    {15, 16, "mandelbrot"},
    {33, 28, "mandelbrot"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<mandelbrot>>("mandelbrot", "(counts, left, right, bottom, top, limit)",
        "counts,left,right,bottom,top,limit",
        "Fills `counts` with the number of steps, at most `limit`, until each point of the rectangle escapes."),
};

PYOMP_MODULE(mandelbrot, "mandelbrot.py", R"py(# examples/mandelbrot.py
#
# Rows that cost very different times: the schedule is dynamic.
"""How fast points of the complex plane escape from z -> z * z + c."""

import numpy as np

njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp


mandelbrot = __pyomp_cc__.function("mandelbrot", ())



















if __name__ == "__main__":
    image = np.zeros((24, 64), dtype=np.int32)
    mandelbrot(image, -2.0, 1.0, -1.25, 1.25, 100)
    for line in image:
        print("".join(" .:-=+*#%@"[min(int(count) // 2, 9)] for count in line))
)py");

}  // namespace python::mandelbrot
