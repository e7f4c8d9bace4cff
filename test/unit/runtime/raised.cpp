// test/unit/runtime/raised.cpp
//
// Exceptions in regions: which one is kept, what still runs, and that none leaves the region. Recursion to the limit.
#include <catch2/catch.hpp>
#include <omp.h>

#include <limits>
#include <pyomp/core.hpp>
#include <string>

using py::Int;

namespace {

std::string messageOf(py::Raised& raised) {
  try {
    raised.rethrow();
  } catch (const py::Exception& error) {
    return *error.message();
  }
  return "nothing";
}

Int depth(Int n) {
  py::check_stack();
  return n == 0 ? 0 : py::add(depth(n - 1), 1);
}

} // namespace

TEST_CASE("the lowest iteration's exception is kept whatever the schedule") {
  for (int threads = 1; threads <= 4; ++threads) {
    for (int round = 0; round < 50; ++round) {
      py::Raised raised;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
      for (Int i = 0; i < 100; ++i) {
        raised.guard(i, [&] {
          if (i % 10 == 3) throw py::ValueError(std::to_string(i));
        });
      }
      REQUIRE(messageOf(raised) == "3");
    }
  }
}

TEST_CASE("lower iterations still run after a higher one has raised, higher ones do not") {
  py::Raised raised;
  int ran = 0;
  for (Int i : {5, 2, 7}) {
    raised.guard(i, [&] {
      ++ran;
      throw py::ValueError(std::to_string(i));
    });
  }
  CHECK(ran == 2);
  CHECK(messageOf(raised) == "2");
}

TEST_CASE("a loop that runs down orders by the negative variable") {
  py::Raised raised;
  for (Int i = 9; i > 0; --i) {
    raised.guard(-i, [&] { throw py::ValueError(std::to_string(i)); });
  }
  CHECK(messageOf(raised) == "9");
}

TEST_CASE("in a region's own code the lowest thread counts") {
  for (int round = 0; round < 20; ++round) {
    py::Raised raised;
#pragma omp parallel num_threads(3)
    {
      raised.guard([&] { throw py::ValueError(std::to_string(omp_get_thread_num())); });
#pragma omp barrier
    }
    REQUIRE(messageOf(raised) == "0");
  }
}

TEST_CASE("without exception nothing is raised") {
  py::Raised raised;
  raised.guard(0, [] {});
  CHECK_FALSE(static_cast<bool>(raised));
  CHECK_NOTHROW(raised.rethrow());
}

TEST_CASE("what an earlier part raised comes first, whenever it came") {
  for (bool earlier_first : {true, false}) {
    py::Raised raised;
    auto earlier = [&] { raised.guard({1, 7}, [] { throw py::ValueError("earlier"); }); };
    auto later = [&] { raised.guard({2, 3}, [] { throw py::ValueError("later"); }); };
    if (earlier_first) earlier();
    later();
    CHECK(raised.stopped_in(3));
    CHECK_FALSE(raised.stopped_in(1));
    if (!earlier_first) earlier();
    CHECK(raised.stopped_in(2));
    CHECK_FALSE(raised.stopped_in(1));
    raised.guard_in(2, [] { throw py::ValueError("skipped"); });
    CHECK(messageOf(raised) == "earlier");
    raised.guard({1, 6, 2}, [] { throw py::ValueError("lower"); });
    raised.guard_in(1, [] { throw py::ValueError("before the loop"); });
    CHECK(raised.stopped_in(1));
    CHECK(messageOf(raised) == "before the loop");
    CHECK_NOTHROW(raised.rethrow({1, std::numeric_limits<Int>::min()}));
    CHECK_THROWS_AS(raised.rethrow({1, 0}), py::ValueError);
  }
}

namespace {

void both(bool first, bool second) {
  py::RaisedInTeam raised;
  Int part = 0;
  raised.guard({part, omp_get_thread_num()}, [&] {
    if (first) throw py::ValueError("first");
  });
  ++part;
  raised.guard({part, -omp_get_thread_num()}, [&] {
    if (second) throw py::ValueError(std::to_string(omp_get_thread_num()));
  });
#pragma omp barrier
  if (raised.stopped_in(2) != (first || second)) throw py::RuntimeError("stopped() is wrong");
  raised.rethrow();
}

} // namespace

TEST_CASE("what a function of a team raises has its order in the region") {
  for (int round = 0; round < 50; ++round) {
    py::Raised raised;
#pragma omp parallel num_threads(3)
    {
      raised.always(0, [&] { both(false, true); });
      raised.always(1, [&] { both(true, false); });
    }
    REQUIRE(messageOf(raised) == "2");
  }
  CHECK_THROWS_AS(both(true, true), py::ValueError);
}

TEST_CASE("recursion ends in RecursionError in every thread") {
  CHECK(depth(1000) == 1000);
  CHECK_THROWS_AS(depth(100'000'000), py::RecursionError);
  py::Raised raised;
#pragma omp parallel num_threads(2)
  raised.guard([&] { depth(100'000'000); });
  CHECK_THROWS_AS(raised.rethrow(), py::RecursionError);
}

TEST_CASE("numbers of threads are positive") {
  CHECK(py::num_threads(3) == 3);
  CHECK_THROWS_AS(py::num_threads(0), py::ValueError);
  CHECK_THROWS_AS(py::num_threads(Int{1} << 40), py::ValueError);
}
