/* examples/pi_loop.c: the parallel loop of pi_loop.py. */

double pi(long steps) {
  double width = 1.0 / steps;
  double total = 0.0;
  double x;
#pragma omp parallel for private(x) reduction(+ : total)
  for (long i = 0; i < steps; i++) {
    x = (i + 0.5) * width;
    total += 4.0 / (1.0 + x * x);
  }
  return total * width;
}
