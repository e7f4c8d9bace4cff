// nbody.py, translated by pyomp-cc.
// Bodies that attract each other, moved by the leapfrog rule.
#include <pyomp/runtime.hpp>

namespace python::nbody {

using py::Int;

constexpr double SOFTENING = 1e-06;

/// Moves the bodies `count` times by `step`. Rows of `position` and `velocity` are bodies.
static void simulate(py::View<double, 2> position, py::View<double, 2> velocity, py::View<const double, 1> mass,
    double step, Int count) {
  Int n = mass.shape(0);
  py::hoisted(position.covers(0, n, 0, 3) && velocity.covers(0, n, 0, 3), [&](auto at) {
    for (Int _ = 0; _ < count; ++_) {
      py::poll();
      py::Raised raised;
#pragma omp parallel for firstprivate(n, position, mass, velocity, step)
      for (Int i = 0; i < n; ++i) {
        if (raised.stopped()) continue;
        at.guard(raised, i, [&] {
          double ax = 0.0;
          double ay = 0.0;
          double az = 0.0;
          for (Int j = 0; j < n; ++j) {
            double dx = at(position, j, 0) - at(position, i, 0);
            double dy = at(position, j, 1) - at(position, i, 1);
            double dz = at(position, j, 2) - at(position, i, 2);
            double square = dx * dx + dy * dy + dz * dz + SOFTENING;
            double pull = mass(j) / (square * std::sqrt(square));
            ax += dx * pull;
            ay += dy * pull;
            az += dz * pull;
          }
          at(velocity, i, 0) += step * ax;
          at(velocity, i, 1) += step * ay;
          at(velocity, i, 2) += step * az;
        });
      }
      raised.rethrow();
      py::Raised raised_2;
#pragma omp parallel for firstprivate(n, position, step, velocity)
      for (Int i = 0; i < n; ++i) {
        if (raised_2.stopped()) continue;
        at.guard(raised_2, i, [&] {
          for (Int axis = 0; axis < 3; ++axis) {
            double& element_ = at(position, i, axis);
            element_ += step * at(velocity, i, axis);
          }
        });
      }
      raised_2.rethrow();
    }
  });
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {17, 19, "simulate"},
    {27, 26, "simulate"},
    {28, 27, "simulate"},
    {29, 28, "simulate"},
    {36, 34, "simulate"},
    {37, 35, "simulate"},
    {38, 36, "simulate"},
    {48, 40, "simulate"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<simulate>>("simulate", "(position, velocity, mass, step, count)",
        "position,velocity,mass,step,count", "Moves the bodies `count` times by `step`. Rows of `position` and `velocity` are bodies."),
};

PYOMP_MODULE(nbody, "nbody.py", R"py(# examples/nbody.py
#
# All pairs of bodies: each thread sums the pull on its own.
"""Bodies that attract each other, moved by the leapfrog rule."""

import math

import numpy as np

njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp

SOFTENING = 1e-6


simulate = __pyomp_cc__.function("simulate", ())



























if __name__ == "__main__":
    places = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 2.0, 0.0]])
    speeds = np.zeros((3, 3))
    weights = np.array([1.0, 0.1, 0.1])
    simulate(places, speeds, weights, 0.01, 100)
    print(places)
)py");

}  // namespace python::nbody
