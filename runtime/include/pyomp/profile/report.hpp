// runtime/include/pyomp/profile/report.hpp
//
// The end of a profile: the timeline as Chrome's trace events (JSON), and a summary that says what to change.
#pragma once

#include "timeline.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

namespace py::profile {

/// The file of the timeline: the environment variable PYOMPCC_TRACE, or `pyomp-cc.trace.json`.
inline const char* tracePath() {
  const char* path = std::getenv("PYOMPCC_TRACE");
  return path && *path ? path : "pyomp-cc.trace.json";
}

inline std::string escaped(const char* text) {
  std::string result;
  for (const char* c = text ? text : "other code"; *c; ++c) {
    if (*c == '"' || *c == '\\') result += '\\';
    result += static_cast<unsigned char>(*c) < 0x20 ? ' ' : *c;
  }
  return result;
}

/// A thread that waits for its next region still waits at the end of the last one; its part ends with the region.
inline Span clipped(const Span& span, const std::deque<RegionRun>& regions) {
  Span result = span;
  if (span.region == 0) return result;
  double end = regions[span.region - 1].end;
  if (end > 0) result.end = std::max(result.begin, std::min(result.end, end));
  return result;
}

inline constexpr std::array<const char*, ActivityCount> ActivityNames = {"region",  "construct", "task",
                                                                         "barrier", "task wait", "critical"};

inline bool writeTrace(const Timeline& timeline, const char* path) {
  std::FILE* file = std::fopen(path, "w");
  if (!file) return false;
  std::fputs("{\"displayTimeUnit\": \"ms\", \"traceEvents\": [\n", file);
  for (std::size_t thread = 0; thread < timeline.logs().size(); ++thread) {
    std::fprintf(file,
                 "{\"ph\": \"M\", \"name\": \"thread_name\", \"pid\": 1, \"tid\": %zu, "
                 "\"args\": {\"name\": \"thread %zu\"}},\n",
                 thread, thread);
    for (const Span& raw : timeline.logs()[thread]->spans()) {
      Span span = clipped(raw, timeline.regions());
      const char* kind = ActivityNames[static_cast<std::size_t>(span.activity)];
      std::string name = escaped(span.site);
      if (isWait(span.activity)) name = std::string("wait: ") + kind + ", " + name;
      std::fprintf(file,
                   "{\"ph\": \"X\", \"name\": \"%s\", \"cat\": \"%s\", \"pid\": 1, \"tid\": %zu, \"ts\": %.3f, "
                   "\"dur\": %.3f},\n",
                   name.c_str(), kind, thread, span.begin * 1e6, (span.end - span.begin) * 1e6);
    }
  }
  std::fputs("{\"ph\": \"M\", \"name\": \"process_name\", \"pid\": 1, \"args\": {\"name\": \"pyomp-cc\"}}\n]}\n", file);
  bool failed = std::ferror(file) != 0;
  return std::fclose(file) == 0 && !failed;
}

/// Seconds of all threads, of one region of the source.
struct RegionSums {
  std::size_t runs = 0;
  double wall = 0;
  std::array<double, ActivityCount> seconds{};
  std::map<std::size_t, double> work; ///< by thread: inside, not waiting
  std::size_t tasks = 0;

  double of(Activity activity) const { return seconds[static_cast<std::size_t>(activity)]; }
  double share(Activity activity) const {
    double inside = of(Activity::Region);
    return inside > 0 ? 100 * of(activity) / inside : 0;
  }
  /// How much longer than the mean the slowest thread works: 1 is even.
  double unevenness() const {
    double sum = 0;
    double most = 0;
    for (const auto& [thread, seconds_of] : work) {
      sum += seconds_of;
      most = std::max(most, seconds_of);
    }
    return sum > 0 ? most * static_cast<double>(work.size()) / sum : 1;
  }
};

inline std::map<std::string, RegionSums> sumRegions(const Timeline& timeline) {
  std::map<std::string, RegionSums> sums;
  for (const RegionRun& run : timeline.regions()) {
    RegionSums& of = sums[run.site ? run.site : "other code"];
    ++of.runs;
    of.wall += std::max(0.0, run.end - run.begin);
  }
  for (std::size_t thread = 0; thread < timeline.logs().size(); ++thread) {
    for (const Span& raw : timeline.logs()[thread]->spans()) {
      if (raw.region == 0 || raw.activity == Activity::Construct) continue;
      Span span = clipped(raw, timeline.regions());
      const char* site = timeline.regions()[span.region - 1].site;
      RegionSums& of = sums[site ? site : "other code"];
      double seconds = span.end - span.begin;
      if (span.activity == Activity::Task) {
        ++of.tasks;
        of.seconds[static_cast<std::size_t>(Activity::Task)] += seconds;
        continue;
      }
      of.seconds[static_cast<std::size_t>(span.activity)] += seconds;
      of.work[thread] += span.activity == Activity::Region ? seconds : -seconds;
    }
  }
  return sums;
}

/// What would make the region faster, a line for each reason.
inline std::vector<std::string> advice(const RegionSums& sums) {
  constexpr double ManyBarrier = 10;
  constexpr double ManyMutex = 5;
  constexpr double ManyTaskWait = 20;
  constexpr double ShortRegion = 20e-6;
  constexpr double ShortTask = 10e-6;
  std::vector<std::string> lines;
  char text[200];
  if (sums.work.size() == 1) {
    lines.emplace_back("runs on one thread: see OMP_NUM_THREADS, `num_threads` and `if`");
    return lines;
  }
  if (sums.share(Activity::Barrier) >= ManyBarrier && sums.unevenness() > 1.05) {
    std::snprintf(text, sizeof text,
                  "threads wait %.0f %% of their time for the slowest, which works %.2f times the mean: "
                  "`schedule(dynamic)` or smaller chunks even that out",
                  sums.share(Activity::Barrier), sums.unevenness());
    lines.emplace_back(text);
  } else if (sums.share(Activity::Barrier) >= ManyBarrier) {
    std::snprintf(text, sizeof text,
                  "threads wait %.0f %% of their time at barriers though their work is even: `nowait`, or fewer and "
                  "longer loops",
                  sums.share(Activity::Barrier));
    lines.emplace_back(text);
  }
  if (sums.share(Activity::Mutex) >= ManyMutex) {
    std::snprintf(text, sizeof text,
                  "threads queue %.0f %% of their time for critical sections or locks: a `reduction`, `atomic` or a "
                  "copy for each thread avoids that",
                  sums.share(Activity::Mutex));
    lines.emplace_back(text);
  }
  double task_seconds = sums.tasks > 0 ? sums.of(Activity::Task) / static_cast<double>(sums.tasks) : 0;
  if (sums.share(Activity::TaskWait) >= ManyTaskWait && sums.tasks >= 100 && task_seconds < ShortTask) {
    std::snprintf(
        text, sizeof text,
        "makes %zu tasks of %.1f microseconds on average, less than it costs to hand them out: fewer and longer "
        "ones (a cut-off, `if`, `final`, `grainsize`)",
        sums.tasks, task_seconds * 1e6);
    lines.emplace_back(text);
  }
  if (sums.runs >= 100 && sums.wall / static_cast<double>(sums.runs) < ShortRegion) {
    std::snprintf(text, sizeof text,
                  "is entered %zu times for %.1f microseconds each: open `parallel` once, outside of the loop, and "
                  "use `for` inside",
                  sums.runs, sums.wall / static_cast<double>(sums.runs) * 1e6);
    lines.emplace_back(text);
  }
  return lines;
}

inline void writeSummary(const Timeline& timeline, const char* path, bool written) {
  double end = now();
  double inside = 0;
  for (const RegionRun& run : timeline.regions()) {
    if (!run.nested) inside += std::max(0.0, run.end - run.begin);
  }
  std::fprintf(stderr, "pyomp-cc profile: %.3f s since OpenMP started, %.3f s (%.0f %%) of it in parallel regions\n",
               end, inside, end > 0 ? 100 * inside / end : 0);
  std::fprintf(stderr, "%10s %10s %8s %10s %10s %10s  %s\n", "entered", "seconds", "work %", "barrier %", "tasks %",
               "critical %", "region");
  std::map<std::string, RegionSums> all = sumRegions(timeline);
  for (const auto& [site, sums] : all) {
    double waits = sums.share(Activity::Barrier) + sums.share(Activity::TaskWait) + sums.share(Activity::Mutex);
    std::fprintf(stderr, "%10zu %10.3f %8.1f %10.1f %10.1f %10.1f  %s\n", sums.runs, sums.wall, 100 - waits,
                 sums.share(Activity::Barrier), sums.share(Activity::TaskWait), sums.share(Activity::Mutex),
                 site.c_str());
  }
  for (const auto& [site, sums] : all) {
    for (const std::string& line : advice(sums)) std::fprintf(stderr, "%s %s\n", site.c_str(), line.c_str());
  }
  std::size_t dropped = 0;
  for (const auto& log : timeline.logs()) dropped += log->dropped();
  if (dropped > 0) std::fprintf(stderr, "%zu events more than are kept are in neither\n", dropped);
  if (written) {
    std::fprintf(stderr, "timeline: %s (open it in https://ui.perfetto.dev or chrome://tracing)\n", path);
  } else {
    std::fprintf(stderr, "timeline: cannot write %s; PYOMPCC_TRACE names another file\n", path);
  }
}

/// At the end of the process.
inline void report(const Timeline& timeline) {
  if (!timeline.isOwn() || timeline.regions().empty()) return;
  const char* path = tracePath();
  writeSummary(timeline, path, writeTrace(timeline, path));
}

} // namespace py::profile
