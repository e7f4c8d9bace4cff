/* examples/quicksort.c: the tasks of quicksort.py. */

#define LEAF 2048

static void swap(double* one, double* two) {
  double kept = *one;
  *one = *two;
  *two = kept;
}

static long partition(double* a, long low, long high) {
  swap(&a[(low + high) / 2], &a[high - 1]);
  double pivot = a[high - 1];
  long place = low;
  for (long i = low; i < high - 1; i++)
    if (a[i] < pivot) {
      swap(&a[i], &a[place]);
      place++;
    }
  swap(&a[place], &a[high - 1]);
  return place;
}

static void sort_part(double* a, long low, long high) {
  if (high - low < 2) return;
  long place = partition(a, low, high);
  if (high - low < LEAF) {
    sort_part(a, low, place);
    sort_part(a, place + 1, high);
    return;
  }
#pragma omp task
  sort_part(a, low, place);
#pragma omp task
  sort_part(a, place + 1, high);
#pragma omp taskwait
}

void quicksort(long n, double* a) {
#pragma omp parallel
#pragma omp single
  sort_part(a, 0, n);
}
