// devices.py, translated by pyomp-cc.
// Constructs for devices become those of the host.
#include <pyomp/runtime.hpp>

namespace python::devices {

using py::Int;

#pragma omp declare reduction(sum : py::Reduced<py::Sum, std::int64_t, 1> : \
    omp_out.combine(omp_in)) initializer(omp_priv = omp_orig.part())

static double axpy(py::View<const double, 1> x, py::View<double, 1> y, double a) {
  double s = 0.0;
  py::Raised raised;
  py::hoisted(y.covers(0, x.shape(0)), [&](auto at) {
#pragma omp parallel for reduction(+ : s) firstprivate(x, y, a)
    for (Int i = 0; i < x.shape(0); ++i) {
      at.guard(raised, i, [&] {
        at(y, i) += a * x(i);
        s += at(y, i);
      });
    }
  });
  raised.rethrow();
  return s;
}

static void histogram(py::View<const std::int64_t, 1> keys, py::View<std::int64_t, 1> h, Int n) {
  // Several teams, and a part of the histogram for each of their threads.
  py::Reduced<py::Sum, std::int64_t, 1> h_parts(h, {{1, h.shape(0)}});
  Int num_teams = py::num_teams(n);
  py::Raised raised;
#pragma omp teams distribute parallel for num_teams(num_teams) reduction(sum : h_parts) firstprivate(keys)
  for (Int i = 0; i < keys.shape(0); ++i) {
    raised.guard(i, [&] {
      std::int64_t& element_ = h_parts.at(keys(i));
      element_ = py::wrapping::add(element_, std::int64_t{1});
    });
  }
  raised.rethrow();
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {19, 11, "axpy"},
    {20, 12, "axpy"},
    {31, 20, "histogram"},
    {36, 22, "histogram"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<axpy, py::NumPy<double>(py::View<const double, 1>, py::View<double, 1>, double)>>("axpy",
        "(x, y, a)", "x,y,a", nullptr),
    py::function<py::NoGil<histogram>>("histogram", "(keys, h, n)", "keys,h,n", nullptr),
};

PYOMP_MODULE(devices, "devices.py", R"py("""Constructs for devices become those of the host."""

njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp


axpy = __pyomp_cc__.function("axpy", ())









histogram = __pyomp_cc__.function("histogram", ())






)py");

}  // namespace python::devices
