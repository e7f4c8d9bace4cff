// parallel_range.py, translated by pyomp-cc.
#include <pyomp/runtime.hpp>

namespace python::parallel_range {

using py::Int;

#pragma omp declare reduction(sum : py::Reduced<py::Sum, std::int64_t, 1, py::Strided> : \
    omp_out.combine(omp_in)) initializer(omp_priv = omp_orig.part())

static double dot(py::View<const double, 1, py::Strided> a, py::View<const double, 1, py::Strided> b) {
  double s = 0.0;
  py::Raised raised;
  py::hoisted(b.covers(0, a.shape(0)), [&](auto at) {
#pragma omp parallel for reduction(+ : s) firstprivate(a, b)
    for (Int i = 0; i < a.shape(0); ++i) {
      at.guard(raised, i, [&] { s += a(i) * at(b, i); });
    }
  });
  raised.rethrow();
  return s;
}

static void count(py::View<const std::int64_t, 1, py::Strided> keys, py::View<std::int64_t, 1, py::Strided> bins) {
  py::Reduced<py::Sum, std::int64_t, 1, py::Strided> bins_parts(bins);
  py::Raised raised;
#pragma omp parallel for reduction(sum : bins_parts) firstprivate(keys)
  for (Int i = 0; i < keys.shape(0); ++i) {
    raised.guard(i, [&] {
      std::int64_t& element_ = bins_parts.at(keys(i));
      element_ = py::wrapping::add(element_, std::int64_t{1});
    });
  }
  raised.rethrow();
}

static double largest(py::View<const double, 1, py::Strided> a) {
  double high = a.at(0);
#pragma omp parallel for reduction(py::max : high) firstprivate(a)
  for (Int i = 1; i < a.shape(0); ++i) {
    double x = a(i);
    if (x > high) {
      high = x;
    }
  }
  return high;
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {17, 9, "dot"},
    {30, 16, "count"},
    {38, 21, "largest"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<dot, py::NumPy<double>(py::View<const double, 1, py::Strided>,
        py::View<const double, 1, py::Strided>)>>("dot", "(a, b)", "a,b", nullptr),
    py::function<py::NoGil<count>>("count", "(keys, bins)", "keys,bins", nullptr),
    py::function<py::NoGil<largest, py::NumPy<double>(py::View<const double, 1, py::Strided>)>>("largest", "(a)", "a",
        nullptr),
};

PYOMP_MODULE(parallel_range, "parallel_range.py", R"py(# Loops over prange: reductions are found, elements that the variable does not choose are reduced too.
njit = __pyomp_cc__.njit; prange = __pyomp_cc__.prange


dot = __pyomp_cc__.function("dot", ())







count = __pyomp_cc__.function("count", ())





largest = __pyomp_cc__.function("largest", ())







)py");

}  // namespace python::parallel_range
