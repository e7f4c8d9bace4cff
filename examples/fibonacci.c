/* examples/fibonacci.c: the tasks of fibonacci.py. */

#define CUT_OFF 22

static long fibonacci(long n) {
  if (n < 2) return n;
  if (n < CUT_OFF) return fibonacci(n - 1) + fibonacci(n - 2);
  long one = 0;
  long two = 0;
#pragma omp task shared(one)
  one = fibonacci(n - 1);
#pragma omp task shared(two)
  two = fibonacci(n - 2);
#pragma omp taskwait
  return one + two;
}

long fibonacci_parallel(long n) {
  long result = 0;
#pragma omp parallel
#pragma omp single
  result = fibonacci(n);
  return result;
}
