// lib/driver/cache.h
//
// The user's cache folder: what is costly to make and depends only on its key.
#pragma once

#include "lib/driver/files.h"
#include "lib/support/result.h"

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace pyompcc::driver {

/// 32 hexadecimal digits that differ where the parts differ (BLAKE3).
std::string hashOf(std::initializer_list<std::string_view> parts);

/// Entries are folders `KIND-KEY` of files, made under another name and renamed, so that parallel runs see a whole
/// entry or none. Safe to delete at any time.
class Cache {
 public:
  /// $PYOMPCC_CACHE, $XDG_CACHE_HOME/pyomp-cc or ~/.cache/pyomp-cc (XDG Base Directory Specification 0.8). Where none
  /// can be written the cache is a temporary folder of this run.
  static support::Result<Cache> open();

  const std::string& folder() const { return folder_; }
  /// Why the entries do not outlive this run, or empty.
  const std::string& warning() const { return warning_; }

  /// The path of `file` in the entry, or empty when it is not there or its bytes are not those that were put.
  std::string find(std::string_view kind, std::string_view key, std::string_view file) const;

  /// Puts one file, which `make` writes at the path it is given, into a new entry; one that is there is replaced.
  /// Returns the file's path.
  support::Result<std::string> put(std::string_view kind, std::string_view key, std::string_view file,
                                   const std::function<support::Result<Written>(const std::string& path)>& make) const;

 private:
  explicit Cache(std::string folder) : folder_(std::move(folder)) {}
  std::string entry(std::string_view kind, std::string_view key) const;
  void removeOldEntries(std::string_view kind) const;

  std::string folder_;
  std::string warning_;
  std::unique_ptr<TemporaryFolder> temporary_;
};

} // namespace pyompcc::driver
