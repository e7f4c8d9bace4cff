/* examples/pi_tasks.c: the tasks of pi_tasks.py. */

#define LEAF 16384

static double integrate(long begin, long end, double width) {
  if (end - begin <= LEAF) {
    double part = 0.0;
    for (long i = begin; i < end; i++) {
      double x = (i + 0.5) * width;
      part += 4.0 / (1.0 + x * x);
    }
    return part;
  }
  long middle = (begin + end) / 2;
  double left = 0.0;
  double right = 0.0;
#pragma omp task shared(left)
  left = integrate(begin, middle, width);
#pragma omp task shared(right)
  right = integrate(middle, end, width);
#pragma omp taskwait
  return left + right;
}

double pi(long steps) {
  double width = 1.0 / steps;
  double total = 0.0;
#pragma omp parallel
#pragma omp single
  total = integrate(0, steps, width);
  return total * width;
}
