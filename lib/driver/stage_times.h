// lib/driver/stage_times.h
//
// Where the time of a run goes (`--time-report`).
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pyompcc::driver {

/// Wall time of each stage, in the order in which stages first ran; times of one stage over several files add up.
class StageTimes {
 public:
  using Clock = std::chrono::steady_clock;

  /// Adds time to a stage.
  void add(std::string_view stage, Clock::duration time);

  /// Runs `work` as a stage and returns what it returns.
  template <class Work> auto measure(std::string_view stage, Work&& work) {
    Clock::time_point start = Clock::now();
    struct Stop {
      StageTimes& times;
      std::string_view stage;
      Clock::time_point start;
      ~Stop() { times.add(stage, Clock::now() - start); }
    } stop{*this, stage, start};
    return std::forward<Work>(work)();
  }

  /// A table of milliseconds, with the sum and what is left of the whole run since the process was started.
  std::string table() const;

 private:
  std::vector<std::pair<std::string, Clock::duration>> stages_;
};

} // namespace pyompcc::driver
