// pi_tasks.py, translated by pyomp-cc.
// Pi as the integral of 4 / (1 + x * x) from 0 to 1: the interval is halved until a piece is worth no more tasks.
#include <pyomp/runtime.hpp>

namespace python::pi_tasks {

using py::Int;

constexpr Int LEAF = 16384;

/// The sum over the strips from `begin` to `end`, not yet multiplied by their width.
static double integrate(Int begin, Int end, double width) {
  py::check_stack();
  if (py::sub(end, begin) <= LEAF) {
    double part = 0.0;
    for (Int i = begin; i < end; ++i) {
      py::poll();
      double x = (i + 0.5) * width;
      part += 4.0 / (1.0 + x * x);
    }
    return part;
  }
  return py::out_of_line([&]() -> double {
    Int middle = py::proved::floordiv(py::add(begin, end), 2);
    double left = 0.0;
    double right = 0.0;
    py::RaisedInTasks raised;
#pragma omp task shared(left, raised)
    raised.guard(0, [&] { left = py::call<integrate>(begin, middle, width); });
#pragma omp task shared(right, raised)
    raised.guard(1, [&] { right = py::call<integrate>(middle, end, width); });
#pragma omp taskwait
    raised.rethrow();
    return left + right;
  });
}

/// The integral by the midpoint rule, in `steps` strips.
static double pi(Int steps) {
  double width = py::div(1.0, double(steps));
  double total = 0.0;
  py::Raised raised;
#pragma omp parallel firstprivate(steps, width)
#pragma omp single
  raised.guard([&] { total = py::call<integrate>(0, steps, width); });
  raised.rethrow();
  return total * width;
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {13, 12, "integrate"},
    {14, 14, "integrate"},
    {17, 16, "integrate"},
    {24, 20, "integrate"},
    {29, 24, "integrate"},
    {31, 26, "integrate"},
    {40, 34, "pi"},
    {45, 38, "pi"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<integrate>>("integrate", "(begin: int, end: int, width: float) -> float", "begin,end,width",
        "The sum over the strips from `begin` to `end`, not yet multiplied by their width."),
    py::function<py::NoGil<pi>>("pi", "(steps: int) -> float", "steps",
        "The integral by the midpoint rule, in `steps` strips."),
};

PYOMP_MODULE(pi_tasks, "pi_tasks.py", R"py(# examples/pi_tasks.py
#
# Divide and conquer with tasks under a single.
"""Pi as the integral of 4 / (1 + x * x) from 0 to 1: the interval is halved until a piece is worth no more tasks."""

njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp

LEAF = 16384


integrate = __pyomp_cc__.function("integrate", ())



















pi = __pyomp_cc__.function("pi", ())










if __name__ == "__main__":
    print(pi(100_000))
)py");

}  // namespace python::pi_tasks
