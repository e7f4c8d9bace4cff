// fibonacci.py, translated by pyomp-cc.
// Fibonacci numbers by their definition.
#include <pyomp/runtime.hpp>

namespace python::fibonacci {

using py::Int;

constexpr Int CUT_OFF = 22;

/// Number `n`; large ones are split into two tasks. Called from inside a parallel region.
static Int fibonacci(Int n) {
  py::check_stack();
  if (n < 2) return n;
  if (n < CUT_OFF) {
    return py::add(py::call<fibonacci>(n - 1), py::call<fibonacci>(n - 2));
  }
  return py::out_of_line([&]() -> Int {
    Int one = 0;
    Int two = 0;
    py::RaisedInTasks raised;
#pragma omp task shared(one, raised)
    raised.guard(0, [&] { one = py::call<fibonacci>(n - 1); });
#pragma omp task shared(two, raised)
    raised.guard(1, [&] { two = py::call<fibonacci>(n - 2); });
#pragma omp taskwait
    raised.rethrow();
    return py::add(one, two);
  });
}

/// Number `n`, by all threads.
static Int fibonacci_parallel(Int n) {
  Int result = 0;
  py::Raised raised;
#pragma omp parallel firstprivate(n)
#pragma omp single
  raised.guard([&] { result = py::call<fibonacci>(n); });
  raised.rethrow();
  return result;
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {13, 12, "fibonacci"},
    {16, 17, "fibonacci"},
    {23, 21, "fibonacci"},
    {25, 23, "fibonacci"},
    {28, 25, "fibonacci"},
    {38, 34, "fibonacci_parallel"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<fibonacci>>("fibonacci", "(n: int) -> int", "n",
        "Number `n`; large ones are split into two tasks. Called from inside a parallel region."),
    py::function<py::NoGil<fibonacci_parallel>>("fibonacci_parallel", "(n: int) -> int", "n",
        "Number `n`, by all threads."),
};

PYOMP_MODULE(fibonacci, "fibonacci.py", R"py(# examples/fibonacci.py
#
# Recursive tasks with a cut-off, below which the recursion goes on without tasks.
"""Fibonacci numbers by their definition."""

njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp

CUT_OFF = 22


fibonacci = __pyomp_cc__.function("fibonacci", ())
















fibonacci_parallel = __pyomp_cc__.function("fibonacci_parallel", ())









if __name__ == "__main__":
    print([fibonacci_parallel(n) for n in range(15)])
)py");

}  // namespace python::fibonacci
