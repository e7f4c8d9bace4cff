// test/unit/support/nearest_name.cpp
//
// Misspelt words find the word that was meant, and other words find none.
#include "lib/support/nearest_name.h"

#include <catch2/catch.hpp>

#include <array>
#include <string>

using pyompcc::support::nearestName;

TEST_CASE("nearestName") {
  constexpr std::array<std::string_view, 4> Words{"parallel", "private", "firstprivate", "reduction"};
  CHECK(nearestName("paralel", Words) == "parallel");
  CHECK(nearestName("REDUCTOIN", Words) == "reduction");
  CHECK(nearestName("firstprvate", Words) == "firstprivate");
  CHECK_FALSE(nearestName("schedule", Words).has_value());
  CHECK_FALSE(nearestName("", Words).has_value());
  CHECK_FALSE(nearestName(std::string(100000, 'p'), Words).has_value());
}
