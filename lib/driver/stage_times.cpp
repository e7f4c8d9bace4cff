// lib/driver/stage_times.cpp
//
// Adds up and prints.
#include "lib/driver/stage_times.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace pyompcc::driver {
namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

// Time since the kernel started this process: proc(5), field 22 of /proc/self/stat, in clock ticks (10 ms each).
Milliseconds sinceProcessStart() {
  std::ifstream file("/proc/self/stat");
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::istringstream fields(text.substr(std::min(text.rfind(')') + 1, text.size())));
  std::string field;
  // The field after the closing parenthesis is number 3.
  for (int number = 3; number <= 22; ++number) fields >> field;
  double ticks = field.empty() ? 0 : std::stod(field);
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  double seconds = static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
  return Milliseconds((seconds - ticks / static_cast<double>(::sysconf(_SC_CLK_TCK))) * 1e3);
}

} // namespace

void StageTimes::add(std::string_view stage, Clock::duration time) {
  auto known = std::find_if(stages_.begin(), stages_.end(), [&](const auto& row) { return row.first == stage; });
  if (known == stages_.end()) {
    stages_.emplace_back(stage, time);
  } else {
    known->second += time;
  }
}

std::string StageTimes::table() const {
  Milliseconds total(0);
  for (const auto& [stage, time] : stages_) total += time;
  std::string text = fmt::format("{:<24}{:>10}{:>8}\n", "stage", "ms", "share");
  auto row = [&](std::string_view stage, Milliseconds time) {
    double share = total.count() > 0 ? 100.0 * time.count() / total.count() : 0.0;
    text += fmt::format("{:<24}{:>10.2f}{:>7.1f}%\n", stage, time.count(), share);
  };
  for (const auto& [stage, time] : stages_) row(stage, time);
  row("sum", total);
  text += fmt::format("{:<24}{:>10.0f}\n", "since process start", sinceProcessStart().count());
  return text;
}

} // namespace pyompcc::driver
