// exceptions.py, translated by pyomp-cc.
#include <pyomp/runtime.hpp>

namespace python::exceptions {

using py::Int;

PYOMP_EXCEPTION(NotConverged, py::ArithmeticError, "NotConverged");

static double root(double a, double x, Int steps) {
  for (Int step = 0; step < steps; ++step) {
    double y;
    py::poll();
    try {
      y = x - py::div(x * x - a, 2.0 * x);
    } catch (const py::ZeroDivisionError& error) {
      throw py::raised_from(NotConverged(py::args("flat at step", step)), error);
    }
    if (std::abs(y - x) < 1e-12) return y;
    x = y;
  }
  throw NotConverged("too slow");
}

static double root_or(double a, double default_) {
  double result;
  Int tries = 0;
  bool leaving = false;
  try {
    try {
      result = py::call<root>(a, 1.0, 50);
    } catch (const py::BaseException& error) {
      if (py::is<NotConverged>(error) || py::is<py::OverflowError>(error)) {
        double result = default_;
        leaving = true;
        tries = tries + 1;
        return result;
      } else {
        throw;
      }
    }
    ++tries;
  } catch (...) {
    if (leaving) {
      throw;
    }
    tries = py::add(tries, 1);
    throw;
  }
  tries = tries + 1;
  return result;
}

static Int quotients(Int n) {
  Int s = 0;
  py::Raised raised;
#pragma omp parallel for reduction(py::add : s) firstprivate(n)
  for (Int i = 0; i < n; ++i) {
    raised.guard(i, [&] {
      try {
        s = py::add(s, py::floordiv(100, i - 5));
      } catch (const py::ZeroDivisionError&) {
        s = py::add(s, 1);
      }
    });
  }
  raised.check_reduced(s);
  raised.rethrow();
  return s;
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {13, 11, "root"},
    {15, 13, "root"},
    {17, 15, "root"},
    {22, 19, "root"},
    {31, 26, "root_or"},
    {47, 32, "root_or"},
    {61, 42, "quotients"},
    {63, 44, "quotients"},
    {67, 39, "quotients"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<root>>("root", "(a: float, x: float, steps: int) -> float", "a,x,steps", nullptr),
    py::function<py::NoGil<root_or>>("root_or", "(a: float, default: float) -> float", "a,default", nullptr),
    py::function<py::NoGil<quotients>>("quotients", "(n: int) -> int", "n", nullptr),
};

PYOMP_MODULE(exceptions, "exceptions.py", R"py(# `try` with handlers, `else` and `finally`; a class of the file; a cause.
njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp


class NotConverged(ArithmeticError):
    """A method has not converged."""


root = __pyomp_cc__.function("root", ())












root_or = __pyomp_cc__.function("root_or", ())













quotients = __pyomp_cc__.function("quotients", ())









)py");

}  // namespace python::exceptions
