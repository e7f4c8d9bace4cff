// pi_loop.py, translated by pyomp-cc.
// Pi as the integral of 4 / (1 + x * x) from 0 to 1: a parallel loop with a reduction.
#include <pyomp/runtime.hpp>

namespace python::pi_loop {

using py::Int;

/// The integral by the midpoint rule, in `steps` strips.
static double pi(Int steps) {
  double width = py::div(1.0, double(steps));
  double total = 0.0;
#pragma omp parallel for simd reduction(+ : total) firstprivate(steps, width)
  for (Int i = 0; i < steps; ++i) {
    double x = (i + 0.5) * width;
    total += 4.0 / (1.0 + x * x);
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

PYOMP_MODULE(pi_loop, "pi_loop.py", R"py(# examples/pi_loop.py
#
# The shortest useful program: one parallel loop with a reduction.
"""Pi as the integral of 4 / (1 + x * x) from 0 to 1: a parallel loop with a reduction."""

njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp


pi = __pyomp_cc__.function("pi", ())











if __name__ == "__main__":
    print(pi(100_000))
)py");

}  // namespace python::pi_loop
