/* examples/nbody.c: the loops of nbody.py. */
#include <math.h>

#define SOFTENING 1e-6

void simulate(long n, double* position, double* velocity, const double* mass, double step, long count) {
  for (long t = 0; t < count; t++) {
#pragma omp parallel for
    for (long i = 0; i < n; i++) {
      double ax = 0.0;
      double ay = 0.0;
      double az = 0.0;
      for (long j = 0; j < n; j++) {
        double dx = position[3 * j] - position[3 * i];
        double dy = position[3 * j + 1] - position[3 * i + 1];
        double dz = position[3 * j + 2] - position[3 * i + 2];
        double square = dx * dx + dy * dy + dz * dz + SOFTENING;
        double pull = mass[j] / (square * sqrt(square));
        ax += dx * pull;
        ay += dy * pull;
        az += dz * pull;
      }
      velocity[3 * i] += step * ax;
      velocity[3 * i + 1] += step * ay;
      velocity[3 * i + 2] += step * az;
    }
#pragma omp parallel for
    for (long i = 0; i < n; i++)
      for (long axis = 0; axis < 3; axis++) position[3 * i + axis] += step * velocity[3 * i + axis];
  }
}
