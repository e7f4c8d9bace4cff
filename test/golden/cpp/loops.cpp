// loops.py, translated by pyomp-cc.
#include <pyomp/runtime.hpp>

namespace python::loops {

using py::Int;

static double total(py::View<const double, 1, py::Strided> a, Int start, Int step) {
  double result = 0.0;
  for (Int i = a.shape(0) - 1; i > -1; --i) {
    result += a(i);
  }
  py::check_step(step);
  for (Int i_ = 0; i_ < py::trip_count(start, a.shape(0), step); ++i_) {
    Int i = start + i_ * step;
    if (a.at(i) < 0.0) continue;
    if (a.at(i) > 1e+300) break;
    result += a.at(i);
  }
  for (Int position = 0; position < a.shape(0); ++position) {
    double value = a(position);
    result -= value;
  }
  for (Int i = 0; i < 100; i += 7) {
    py::poll();
    result += i;
  }
  return result;
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {13, 10, "total"},
    {16, 11, "total"},
    {17, 13, "total"},
    {18, 15, "total"},
    {25, 18, "total"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<total, py::NumPy<double>(py::View<const double, 1, py::Strided>, Int, Int)>>("total",
        "(a, start, step)", "a,start,step", nullptr),
};

PYOMP_MODULE(loops, "loops.py", R"py(# Loops: up, down, by constant and unknown steps, over arrays; jumps out of them.
njit = __pyomp_cc__.njit


total = __pyomp_cc__.function("total", ())















)py");

}  // namespace python::loops
