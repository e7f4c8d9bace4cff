// operators.py, translated by pyomp-cc.
#include <pyomp/runtime.hpp>

namespace python::operators {

using py::Int;

static Int integers(Int n, Int m, double x) {
  Int both = (n & 255) | py::proved::shl(m & 255, 8);
  Int low = py::sub(py::proved::mod(both, 7), py::proved::floordiv(both, 7));
  if (0 <= n && n < 1000 && (m == 2 || !py::lt(x, n))) {
    return py::add(py::mul(low, n), m);
  }
  return x > 0.5 ? py::sub(py::pow(n, 3), py::abs(m)) : py::to_int(x);
}

static double floats(double x, Int n) {
  double half = (x + n) / 2.0;
  return py::max(half, x) - half * (n - x) / (x * x + 1.0) + py::div(n, 3);
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {10, 8, "integers"},
    {12, 10, "integers"},
    {14, 11, "integers"},
    {19, 17, "floats"},
};

static constexpr py::Function Functions[] = {
    py::function<integers>("integers", "(n, m, x)", "n,m,x", nullptr),
    py::function<floats>("floats", "(x, n)", "x,n", nullptr),
};

PYOMP_MODULE(operators, "operators.py", R"py(# Operators: C++'s own where nothing can fail, functions of the runtime where something can.
njit = __pyomp_cc__.njit


integers = __pyomp_cc__.function("integers", ())








floats = __pyomp_cc__.function("floats", ())



)py");

}  // namespace python::operators
