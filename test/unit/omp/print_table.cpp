// test/unit/omp/print_table.cpp
//
// Prints the tables for test/repo/test_openmp_tables.py, which compares them with clang; run by name only.
#include "lib/omp/tables.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cstdio>

using namespace pyompcc::omp;

TEST_CASE("print table", "[.print]") {
  std::string text;
  for (std::size_t i = 0; i < DirectiveCount; ++i) {
    auto directive = static_cast<DirectiveKind>(i);
    text += fmt::format("directive\t{}\t{}\t{}\n", spelling(directive), static_cast<int>(association(directive)),
                        inClang(directive) ? 1 : 0);
    for (std::size_t j = 0; j < ClauseCount; ++j) {
      auto clause = static_cast<ClauseKind>(j);
      if (repeat(directive, clause) == Repeat::Never) continue;
      text += fmt::format("clause\t{}\t{}\t{}\n", spelling(directive), spelling(clause),
                          allowed(directive, clause) ? 1 : 0);
    }
  }
  std::fputs(text.c_str(), stdout);
}
