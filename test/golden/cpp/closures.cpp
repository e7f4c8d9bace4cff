// closures.py, translated by pyomp-cc.
#include <pyomp/runtime.hpp>

namespace python::closures {

using py::Int;

// One term of the sum.
static double scaled_sum_term(double scale, Int i) {
  return i * scale;
}

static double scaled_sum_lambda(double scale, double x) {
  return x + scale;
}

static double apply(std::tuple<double> f, double x) {
  return scaled_sum_lambda(std::get<0>(f), x);
}

static double scaled_sum(Int n, double scale) {
  double total = 0.0;
  for (Int i = 0; i < n; ++i) {
    py::poll();
    total += scaled_sum_term(scale, i);
  }
  return total + apply(std::tuple<double>{scale}, 2.0);
}

static void counted_add(const py::Cell<Int>& count, Int step) {
  py::set(count, py::add(py::get(count), step));
}

static Int counted(Int n) {
  py::Cell<Int> count = {};
  py::set(count, 0);
  for (Int i = 0; i < n; ++i) {
    py::poll();
    py::call<counted_add>(count, i);
  }
  return py::get(count);
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {24, 16, "scaled_sum"},
    {31, 27, "add"},
    {38, 29, "counted"},
    {39, 30, "counted"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<scaled_sum>>("scaled_sum", "(n: int, scale: float) -> float", "n,scale", nullptr),
    py::function<py::NoGil<counted>>("counted", "(n: int) -> int", "n", nullptr),
};

PYOMP_MODULE(closures, "closures.py", R"py(# Functions inside functions: what they capture is passed, what they share is a cell, values hold what they captured.
njit = __pyomp_cc__.njit


def apply(f, x):
    return f(x)


scaled_sum = __pyomp_cc__.function("scaled_sum", ())











counted = __pyomp_cc__.function("counted", ())










)py");

}  // namespace python::closures
