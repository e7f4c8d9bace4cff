// test/unit/runtime/profile.cpp
//
// The timeline of a thread, and what the summary advises.
#include "pyomp/profile/report.hpp"

#include <catch2/catch.hpp>

using namespace py::profile;

namespace {

RegionSums sums(std::initializer_list<double> work, std::initializer_list<std::pair<Activity, double>> waits) {
  RegionSums result;
  result.runs = 1;
  result.wall = 1;
  result.seconds[static_cast<std::size_t>(Activity::Region)] = static_cast<double>(work.size());
  for (double seconds : work) result.work[result.work.size()] = seconds;
  for (auto [activity, seconds] : waits) result.seconds[static_cast<std::size_t>(activity)] = seconds;
  return result;
}

} // namespace

TEST_CASE("advice names the clause that helps") {
  CHECK(advice(sums({1, 1}, {})).empty());
  auto uneven = advice(sums({1, 0.5}, {{Activity::Barrier, 0.5}}));
  REQUIRE(uneven.size() == 1);
  CHECK(uneven[0] == "threads wait 25 % of their time for the slowest, which works 1.33 times the mean: "
                     "`schedule(dynamic)` or smaller chunks even that out");
  auto even = advice(sums({0.75, 0.75}, {{Activity::Barrier, 0.5}}));
  REQUIRE(even.size() == 1);
  CHECK(even[0].find("`nowait`") != std::string::npos);
  auto queue = advice(sums({0.9, 0.9}, {{Activity::Mutex, 0.2}}));
  REQUIRE(queue.size() == 1);
  CHECK(queue[0].find("`reduction`, `atomic`") != std::string::npos);
  CHECK(advice(sums({1}, {})).front().find("runs on one thread") == 0);
  RegionSums often = sums({1, 1}, {});
  often.runs = 100000;
  REQUIRE(advice(often).size() == 1);
  CHECK(advice(often)[0].find("is entered 100000 times for 10.0 microseconds each: open `parallel` once") == 0);
  RegionSums small = sums({0.5, 0.5}, {{Activity::TaskWait, 1}, {Activity::Task, 0.001}});
  small.tasks = 1000;
  REQUIRE(advice(small).size() == 1);
  CHECK(advice(small)[0].find("makes 1000 tasks of 1.0 microseconds") == 0);
}

TEST_CASE("a log keeps what a thread was inside of") {
  ThreadLog log;
  log.leave(Activity::Construct);
  CHECK(log.spans().empty());
  log.enterRegion("region", 7);
  log.enter("for");
  CHECK(log.region() == 7);
  log.leave(Activity::Construct);
  log.endWait(Activity::Barrier);
  log.leave(Activity::Region);
  REQUIRE(log.spans().size() == 2);
  CHECK(log.spans()[0].site == std::string("for"));
  CHECK(log.spans()[1].region == 7);
  CHECK(log.site() == nullptr);
}

TEST_CASE("a task that a waiting thread runs divides its wait") {
  ThreadLog log;
  log.enterRegion("region", 1);
  log.beginWait();
  log.beginTask("task");
  log.endTask();
  log.endWait(Activity::TaskWait);
  log.leave(Activity::Region);
  CHECK(log.spans().back().activity == Activity::Region);
  double waited = 0;
  for (const Span& span : log.spans()) waited += isWait(span.activity) ? span.end - span.begin : 0;
  CHECK(waited <= log.spans().back().end - log.spans().back().begin);
}

TEST_CASE("a wait ends with its region") {
  std::deque<RegionRun> regions = {{"region", 1, 2, false}};
  CHECK(clipped({1.5, 9, "region", Activity::Barrier, 1}, regions).end == 2);
  CHECK(clipped({1.5, 9, "region", Activity::Barrier, 0}, regions).end == 9);
}

TEST_CASE("names in a timeline are JSON") {
  CHECK(escaped("a\"b\\c\n") == "a\\\"b\\\\c ");
  CHECK(escaped(nullptr) == "other code");
}
