// lib/driver/cache.cpp
//
// Entries as folders with a checksum, published by rename.
#include "lib/driver/cache.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/BLAKE3.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/xxhash.h>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace pyompcc::driver {
namespace {

namespace fs = std::filesystem;

// One entry takes about 15 MB; a machine with a few interpreters and a few sets of flags stays below this.
constexpr std::size_t KeptEntries = 24;

// A damaged precompiled header can crash clang, so every use is checked; this takes about a millisecond for 15 MB.
std::string checksumOf(const std::string& path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer) return {};
  return fmt::format("{:016x} {}\n", llvm::xxh3_64bits((*buffer)->getBuffer()), (*buffer)->getBufferSize());
}

bool isWritableFolder(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  return fs::is_directory(folder, error) && ::access(folder.c_str(), W_OK | X_OK) == 0;
}

std::string wantedFolder() {
  auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value ? value : "");
  };
  if (std::string chosen = variable("PYOMPCC_CACHE"); !chosen.empty()) return chosen;
  if (std::string base = variable("XDG_CACHE_HOME"); base.starts_with('/')) return base + "/pyomp-cc";
  if (std::string home = variable("HOME"); home.starts_with('/')) return home + "/.cache/pyomp-cc";
  return {};
}

} // namespace

std::string hashOf(std::initializer_list<std::string_view> parts) {
  llvm::TruncatedBLAKE3<16> hasher;
  for (std::string_view part : parts) {
    // The length in front keeps ("ab", "c") and ("a", "bc") apart.
    hasher.update(fmt::format("{}:", part.size()));
    hasher.update(llvm::StringRef(part));
  }
  return llvm::toHex(hasher.final(), /*LowerCase=*/true);
}

support::Result<Cache> Cache::open() {
  std::string folder = wantedFolder();
  if (!folder.empty() && isWritableFolder(folder)) return Cache(folder);
  auto temporary = TemporaryFolder::create();
  if (!temporary) return temporary.failure();
  Cache cache(temporary->path());
  cache.temporary_ = std::make_unique<TemporaryFolder>(std::move(*temporary));
  cache.warning_ = folder.empty()
                       ? std::string("there is no cache folder, which makes every run slower; set HOME or "
                                     "PYOMPCC_CACHE")
                       : fmt::format("the cache folder `{}` cannot be written, which makes every run slower; "
                                     "set PYOMPCC_CACHE to another",
                                     folder);
  return cache;
}

std::string Cache::entry(std::string_view kind, std::string_view key) const {
  return fmt::format("{}/{}-{}", folder_, kind, key);
}

std::string Cache::find(std::string_view kind, std::string_view key, std::string_view file) const {
  std::string path = fmt::format("{}/{}", entry(kind, key), file);
  auto wanted = readFile(path + ".checksum");
  if (!wanted || *wanted != checksumOf(path)) return {};
  // The time of the folder tells removeOldEntries when the entry was last of use.
  ::utimensat(AT_FDCWD, entry(kind, key).c_str(), nullptr, 0);
  return path;
}

support::Result<std::string>
Cache::put(std::string_view kind, std::string_view key, std::string_view file,
           const std::function<support::Result<Written>(const std::string& path)>& make) const {
  auto building = TemporaryFolder::create(folder_);
  if (!building) return building.failure();
  std::string path = fmt::format("{}/{}", building->path(), file);
  if (auto made = make(path); !made) return made.failure();
  if (auto written = writeWhole(path + ".checksum", checksumOf(path), false); !written) return written.failure();
  std::string target = entry(kind, key);
  std::error_code error;
  fs::rename(building->path(), target, error);
  if (error) {
    // Another run was quicker, or the entry there is damaged: put it aside under this run's name, then publish.
    std::string aside = building->path() + ".old";
    fs::rename(target, aside, error);
    fs::rename(building->path(), target, error);
    std::error_code ignored;
    fs::remove_all(aside, ignored);
  }
  if (error && find(kind, key, file).empty()) {
    return support::Failure{fmt::format("cannot write the cache entry `{}`: {}; remove it or set PYOMPCC_CACHE to "
                                        "another folder",
                                        target, error.message())};
  }
  removeOldEntries(kind);
  return fmt::format("{}/{}", target, file);
}

void Cache::removeOldEntries(std::string_view kind) const {
  std::vector<std::pair<fs::file_time_type, fs::path>> entries;
  std::error_code error;
  for (const auto& item : fs::directory_iterator(folder_, error)) {
    if (item.path().filename().string().starts_with(fmt::format("{}-", kind))) {
      entries.emplace_back(item.last_write_time(error), item.path());
    }
  }
  if (entries.size() <= KeptEntries) return;
  std::sort(entries.begin(), entries.end());
  for (std::size_t i = 0; i + KeptEntries < entries.size(); ++i) fs::remove_all(entries[i].second, error);
}

} // namespace pyompcc::driver
