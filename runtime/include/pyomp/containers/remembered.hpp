// runtime/include/pyomp/containers/remembered.hpp
//
// The results of a function by its arguments: functools.cache and lru_cache.
#pragma once

#include "dict.hpp"

#include <mutex>
#include <tuple>
#include <type_traits>

namespace py {

/// What a function has given for its arguments; of a limited number the one that was asked for longest ago is forgotten
/// (Python library reference, "functools.lru_cache"). Any thread may ask; the function runs outside of the lock.
///
///     static py::Remembered<Int, Int> remembered;
///     return remembered({n}, [&]() -> Int { ... });
template <class Result, class... Arguments> class Remembered {
 public:
  using Key = std::tuple<Arguments...>;
  /// `most`: how many results are kept; all without it.
  explicit Remembered(Int most = 0) : most_(most) {}

  template <class Body> Result operator()(const Key& key, Body&& body) {
    {
      std::lock_guard guard(lock_);
      if (std::optional<Stored> found = results_.get_maybe(key)) {
        if (most_ > 0) {
          results_.erase(key);
          results_[key] = *found;
        }
        return static_cast<Result>(*found);
      }
    }
    if constexpr (std::is_void_v<Result>) {
      body();
      keep(key, true);
    } else {
      Result result = body();
      keep(key, result);
      return result;
    }
  }

 private:
  using Stored = std::conditional_t<std::is_void_v<Result>, bool, Result>;

  void keep(const Key& key, const Stored& result) {
    std::lock_guard guard(lock_);
    if (most_ > 0 && results_.size() >= most_ && !results_.contains(key)) results_.erase(*results_.begin());
    results_[key] = result;
  }

  Int most_;
  std::mutex lock_;
  Dict<Key, Stored> results_;
};

} // namespace py
