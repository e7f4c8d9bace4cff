/* examples/pi_spmd.c: the region of pi_spmd.py. */
#include <omp.h>

double pi(long steps) {
  double width = 1.0 / steps;
  double total = 0.0;
#pragma omp parallel
  {
    double partial = 0.0;
    long threads = omp_get_num_threads();
    for (long i = omp_get_thread_num(); i < steps; i += threads) {
      double x = (i + 0.5) * width;
      partial += 4.0 / (1.0 + x * x);
    }
#pragma omp critical
    total += partial;
  }
  return total * width;
}
