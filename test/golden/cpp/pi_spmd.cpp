// pi_spmd.py, translated by pyomp-cc.
// Pi as the integral of 4 / (1 + x * x) from 0 to 1: each thread takes its strips by its number.
#include <pyomp/runtime.hpp>

namespace python::pi_spmd {

using py::Int;

/// The integral by the midpoint rule, in `steps` strips.
static double pi(Int steps) {
  double width = py::div(1.0, double(steps));
  double total = 0.0;
#pragma omp parallel firstprivate(steps, width)
  {
    double partial = 0.0;
    Int i_step = omp_get_num_threads();
    Int i_start = omp_get_thread_num();
    for (Int i_ = 0; i_ < py::trip_count(i_start, steps, i_step); ++i_) {
      Int i = i_start + i_ * i_step;
      double x = (i + 0.5) * width;
      partial += 4.0 / (1.0 + x * x);
    }
#pragma omp critical
    total += partial;
  }
  return total * width;
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {11, 12, "pi"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<pi>>("pi", "(steps: int) -> float", "steps",
        "The integral by the midpoint rule, in `steps` strips."),
};

PYOMP_MODULE(pi_spmd, "pi_spmd.py", R"py(# examples/pi_spmd.py
#
# One region in which every thread works out its own share (single program, multiple data).
"""Pi as the integral of 4 / (1 + x * x) from 0 to 1: each thread takes its strips by its number."""

njit = __pyomp_cc__.njit; omp_get_num_threads = __pyomp_cc__.omp_get_num_threads; omp_get_thread_num = __pyomp_cc__.omp_get_thread_num; openmp = __pyomp_cc__.openmp


pi = __pyomp_cc__.function("pi", ())














if __name__ == "__main__":
    print(pi(100_000))
)py");

}  // namespace python::pi_spmd
