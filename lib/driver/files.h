// lib/driver/files.h
//
// Whole files: read, written so that they appear complete or not at all, and temporary folders.
#pragma once

#include "lib/support/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace pyompcc::driver {

/// The bytes of a regular file. The failure names the file and the reason; a folder is a reason, and so is a size above
/// `limit`.
support::Result<std::string> readFile(const std::string& path, std::uint64_t limit = std::uint64_t{1} << 32);

struct Written {};

/// Writes `bytes` to `path`. A regular or new file is written under another name in the same folder and renamed, so
/// that nobody sees a part of it and the old file stays when something fails; a pipe or a device is written directly.
/// A shared library or object keeps the permissions that the user's umask gives.
support::Result<Written> writeWhole(const std::string& path, std::string_view bytes, bool executable);

/// Writes all of `bytes` to an open descriptor; `what` names it in the failure.
support::Result<Written> writeTo(int descriptor, std::string_view bytes, const std::string& what);

/// A folder under $TMPDIR or /tmp that is removed with everything in it, unless it is kept.
class TemporaryFolder {
 public:
  static support::Result<TemporaryFolder> create(const std::string& parent = {});
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryFolder& operator=(TemporaryFolder&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
  }
  ~TemporaryFolder();

  const std::string& path() const { return path_; }
  /// From now on the folder stays.
  std::string keep() { return std::exchange(path_, {}); }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

/// The text of an error number, as `strerror`.
std::string errorText(int number);

} // namespace pyompcc::driver
