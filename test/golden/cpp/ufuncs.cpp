// ufuncs.py, translated by pyomp-cc.
#include <pyomp/runtime.hpp>

namespace python::ufuncs {

using py::Int;

/// How far x is from y.
static Int distance(Int x, Int y) {
  return py::abs(py::sub(x, y));
}

/// How far x is from y.
static double distance(double x, double y) {
  return std::abs(x - y);
}

static void moving_mean(py::View<const double, 1, py::Strided> values, double weight, py::View<double, 1, py::Strided>
    out) {
  double mean = values.at(0);
  py::hoisted(out.covers(0, values.shape(0)), [&](auto at) {
    for (Int i = 0; i < values.shape(0); ++i) {
      mean += weight * (values(i) - mean);
      at(out, i) = mean;
    }
  });
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {10, 8, "distance"},
    {20, 13, "moving_mean"},
    {24, 16, "moving_mean"},
};

static constexpr py::Function Functions[] = {
    py::ufunc<py::NoIdentity, py::Elements<static_cast<Int (*)(Int, Int)>(distance), Int, true>,
        py::Elements<static_cast<double (*)(double, double)>(distance), double, true>>("distance",
        "How far x is from y."),
    py::ufunc<py::NoIdentity, py::Parts<moving_mean, "(n),()->(n)">>("moving_mean", nullptr),
};

PYOMP_MODULE(ufuncs, "ufuncs.py", R"py(# vectorize makes a ufunc of NumPy's, guvectorize a generalised one.
guvectorize = __pyomp_cc__.guvectorize; vectorize = __pyomp_cc__.vectorize


distance = __pyomp_cc__.function("distance", ())





moving_mean = __pyomp_cc__.function("moving_mean", ())





)py");

}  // namespace python::ufuncs
