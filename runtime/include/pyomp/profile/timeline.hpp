// runtime/include/pyomp/profile/timeline.hpp
//
// What the threads of an instrumented module did, and when: each thread writes its own log, the report reads all.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <unistd.h>
#include <vector>

namespace py::profile {

enum class Activity : std::uint8_t {
  Region,    ///< a thread's part of a parallel region
  Construct, ///< a construct inside of one
  Task,
  Barrier,  ///< waiting for the other threads
  TaskWait, ///< waiting for tasks
  Mutex     ///< waiting for a critical section, a lock or one's turn
};
inline constexpr std::size_t ActivityCount = 6;
inline constexpr bool isWait(Activity activity) { return activity >= Activity::Barrier; }

/// Seconds since the first call.
inline double now() {
  static const auto Start = std::chrono::steady_clock::now();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - Start).count();
}

/// A parallel region that was entered once. `site` is a text of the module, as `norms.py:14 parallel for`.
struct RegionRun {
  const char* site = nullptr;
  double begin = 0;
  double end = 0;
  bool nested = false;
};

struct Span {
  double begin;
  double end;
  const char* site;
  Activity activity;
  std::uint32_t region; ///< number of the RegionRun plus 1, or 0
};

/// Something that a thread is inside of.
struct Frame {
  const char* site;
  double begin;
  std::uint32_t region;
};

/// Of one thread, which alone writes it.
class ThreadLog {
 public:
  static constexpr std::size_t MaxSpans = std::size_t{1} << 20;
  /// Waits that are shorter are added up, and not drawn.
  static constexpr double ShortestDrawn = 1e-6;

  void enter(const char* site) { frames_.push_back({site, now(), region()}); }
  void leave(Activity activity) {
    if (frames_.empty()) return;
    Frame frame = frames_.back();
    frames_.pop_back();
    add({frame.begin, now(), frame.site, activity, frame.region});
  }
  void enterRegion(const char* site, std::uint32_t number) { frames_.push_back({site, now(), number}); }

  void beginWait() { wait_begin_ = now(); }
  void endWait(Activity activity) {
    if (wait_begin_ < 0) return;
    add({wait_begin_, now(), site(), activity, region()});
    wait_begin_ = -1;
  }
  /// A task that a waiting thread runs is no waiting: `activity` is what it goes on waiting for.
  void beginTask(const char* site) {
    waits_.push_back(wait_begin_ >= 0);
    endWait(Activity::TaskWait);
    enter(site);
  }
  void endTask() {
    if (waits_.empty()) return;
    leave(Activity::Task);
    if (waits_.back()) beginWait();
    waits_.pop_back();
  }

  const char* site() const { return frames_.empty() ? nullptr : frames_.back().site; }
  std::uint32_t region() const { return frames_.empty() ? 0 : frames_.back().region; }
  const std::vector<Span>& spans() const { return spans_; }
  std::size_t dropped() const { return dropped_; }

 private:
  void add(const Span& span) {
    if (isWait(span.activity) && span.end - span.begin < ShortestDrawn) return;
    if (spans_.size() == MaxSpans) {
      ++dropped_;
    } else {
      spans_.push_back(span);
    }
  }

  std::vector<Frame> frames_;
  std::vector<bool> waits_;
  std::vector<Span> spans_;
  double wait_begin_ = -1;
  std::size_t dropped_ = 0;
};

/// All threads and regions of the process.
class Timeline {
 public:
  /// Lives as long as the process: threads may end after everything else.
  static Timeline& instance() {
    static auto* timeline = new Timeline;
    return *timeline;
  }
  ThreadLog& log() {
    static thread_local ThreadLog* own = nullptr;
    if (!own) {
      std::lock_guard lock(mutex_);
      own = logs_.emplace_back(std::make_unique<ThreadLog>()).get();
    }
    return *own;
  }
  std::uint32_t beginRegion(const char* site, bool nested) {
    std::lock_guard lock(mutex_);
    regions_.push_back({site, now(), 0, nested});
    return static_cast<std::uint32_t>(regions_.size());
  }
  void endRegion(std::uint32_t number) {
    std::lock_guard lock(mutex_);
    regions_[number - 1].end = now();
  }
  const char* siteOf(std::uint32_t number) {
    std::lock_guard lock(mutex_);
    return regions_[number - 1].site;
  }
  /// A process that was forked off shares the past, and does not report it.
  bool isOwn() const { return getpid() == owner_; }
  const std::deque<RegionRun>& regions() const { return regions_; }
  const std::vector<std::unique_ptr<ThreadLog>>& logs() const { return logs_; }

 private:
  const pid_t owner_ = getpid();
  std::mutex mutex_;
  std::deque<RegionRun> regions_;
  std::vector<std::unique_ptr<ThreadLog>> logs_;
};

} // namespace py::profile
