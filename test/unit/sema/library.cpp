// test/unit/sema/library.cpp
//
// Rows of grammar/library.def matched with the types of calls.
#include "lib/sema/library.h"

#include <catch2/catch.hpp>

#include <array>

using namespace pyompcc::sema;

TEST_CASE("a letter is what the container says") {
  TypeTable types;
  Type ints = types.list(types.integer());
  auto match = matchLibrary(types, "list.append", std::array{LibraryArgument{ints}, LibraryArgument{types.integer()}});
  REQUIRE(match);
  CHECK(match->result == types.none());
  CHECK(match->slots[1].type == types.integer());
  Type floats = types.list(types.floating());
  match = matchLibrary(types, "list.append", std::array{LibraryArgument{floats}, LibraryArgument{types.integer()}});
  REQUIRE(match);
  CHECK(match->slots[1].type == types.floating());
  CHECK_FALSE(matchLibrary(types, "list.append", std::array{LibraryArgument{ints}, LibraryArgument{types.floating()}}));
}

TEST_CASE("a value says what an empty container holds") {
  TypeTable types;
  Type empty = types.dict(types.unknown(), types.unknown());
  auto match =
      matchLibrary(types, "dict.setdefault",
                   std::array{LibraryArgument{empty}, LibraryArgument{types.str()}, LibraryArgument{types.integer()}});
  REQUIRE(match);
  CHECK(match->slots[0].type == types.dict(types.str(), types.integer()));
  CHECK(match->result == types.integer());
}

TEST_CASE("arguments by name, and those left out") {
  TypeTable types;
  Type ints = types.list(types.integer());
  LibraryArgument reverse{types.boolean(), "reverse"};
  auto match = matchLibrary(types, "list.sort", std::array{LibraryArgument{ints}, reverse});
  REQUIRE(match);
  CHECK(match->slots.size() == 2);
  CHECK(matchLibrary(types, "list.sort", std::array{LibraryArgument{ints}})->slots.size() == 1);
  CHECK_FALSE(matchLibrary(types, "list.sort", std::array{LibraryArgument{ints}, LibraryArgument{types.boolean()}}));
  match = matchLibrary(types, "builtins.enumerate", std::array{LibraryArgument{ints}});
  REQUIRE(match);
  CHECK(match->slots[1].fallback == "0");
  CHECK(match->result == types.iterator(types.tuple(std::array{types.integer(), types.integer()})));
}
