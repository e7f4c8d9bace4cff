// runtime/include/pyomp/affinity.hpp
//
// Runtime routines of OpenMP about places and affinity that take or give texts and several numbers.
#pragma once

#include "apart.hpp"
#include "containers/tuple.hpp"
#include "openmp.hpp"
#include "text/bytes.hpp"
#include "text/str.hpp"

#include <omp.h>

#include <cstddef>
#include <string>
#include <vector>

namespace py {

namespace affinity {

/// What a routine writes that returns the length it needs.
template <class Write> Str written(Write&& write) {
  std::string text(256, '\0');
  std::size_t length = write(text.data(), text.size());
  if (length >= text.size()) {
    text.resize(length + 1);
    length = write(text.data(), text.size());
  }
  text.resize(length);
  return Bytes::of(text).decode();
}

inline Tuple<Int> numbers(const std::vector<int>& found) {
  List<Int> list;
  for (int number : found) list.append(number);
  return Tuple<Int>(list);
}

} // namespace affinity

/// The numbers of the places that the thread may use (OpenMP 5.2 section 18.3.8).
PYOMP_APART Tuple<Int> omp_get_partition_place_nums() {
  std::vector<int> found(static_cast<std::size_t>(::omp_get_partition_num_places()));
  if (!found.empty()) ::omp_get_partition_place_nums(found.data());
  return affinity::numbers(found);
}
/// The numbers of the processors of a place (section 18.3.4).
PYOMP_APART Tuple<Int> omp_get_place_proc_ids(Int place, int line = __builtin_LINE()) {
  int number = c_int(place, line);
  std::vector<int> found(static_cast<std::size_t>(::omp_get_place_num_procs(number)));
  if (!found.empty()) ::omp_get_place_proc_ids(number, found.data());
  return affinity::numbers(found);
}

/// Where the thread runs, in a format of section 18.3.9.
PYOMP_APART Str omp_capture_affinity(Str format) {
  std::string wanted = format.utf8();
  return affinity::written(
      [&](char* text, std::size_t size) { return ::omp_capture_affinity(text, size, wanted.c_str()); });
}
/// Prints it. Defined in binding/print.hpp.
PYOMP_APART void omp_display_affinity(Str format);
PYOMP_APART Str omp_get_affinity_format() {
  return affinity::written([](char* text, std::size_t size) { return ::omp_get_affinity_format(text, size); });
}
PYOMP_APART void omp_set_affinity_format(Str format) { ::omp_set_affinity_format(format.utf8().c_str()); }

} // namespace py
