// histogram.py, translated by pyomp-cc.
// How many values fall into each of equally wide bins.
#include <pyomp/runtime.hpp>

namespace python::histogram {

using py::Int;

/// Adds to `counts` the values from 0 to below 1, by bins of equal width; leaves others out.
static void histogram(py::View<const double, 1> values, py::View<std::int64_t, 1> counts) {
  Int bins = counts.shape(0);
  if (bins == 0) return;
  py::Raised raised;
#pragma omp parallel firstprivate(bins, values, counts)
  {
    py::Array<std::int64_t, 1> own;
    Int part = 0;
    raised.guard_in(part, [&] { own = py::zeros<std::int64_t>({bins}); });
    bool failed = raised.stopped_in(part);
#pragma omp for
    for (Int i = 0; i < values.shape(0); ++i) {
      if (failed) continue;
      double value = values(i);
      if (0.0 <= value && value < 1.0) {
        std::int64_t& element_ = own(value * bins);
        element_ = py::wrapping::add(element_, std::int64_t{1});
      }
    }
    ++part;
#pragma omp critical
    raised.guard_in(part, [&] {
      for (Int b = 0; b < bins; ++b) {
        counts(b) = py::wrapping::add(counts(b), own(b));
      }
    });
  }
  raised.rethrow();
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {18, 18, "histogram"},
    {25, 23, "histogram"},
    {33, 26, "histogram"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<histogram>>("histogram", "(values, counts)", "values,counts",
        "Adds to `counts` the values from 0 to below 1, by bins of equal width; leaves others out."),
};

PYOMP_MODULE(histogram, "histogram.py", R"py(# examples/histogram.py
#
# Each thread counts in its own copy; a critical section adds the copies up.
"""How many values fall into each of equally wide bins."""

import numpy as np

njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp


histogram = __pyomp_cc__.function("histogram", ())

















if __name__ == "__main__":
    samples = np.array([0.05, 0.15, 0.16, 0.5, 0.99, 1.5])
    totals = np.zeros(10, dtype=np.int64)
    histogram(samples, totals)
    print(totals)
)py");

}  // namespace python::histogram
