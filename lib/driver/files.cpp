// lib/driver/files.cpp
//
// POSIX calls around whole files, every error of theirs told.
#include "lib/driver/files.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace pyompcc::driver {
namespace {

using support::Failure;
using support::Result;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }
  /// Closes now and says whether the last write-back worked.
  bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

Failure cannotWrite(const std::string& path, int error) {
  std::string advice;
  switch (error) {
  case ENOENT: advice = "; create the folder or choose another with -o or --out-dir"; break;
  case ENOTDIR: advice = "; a part of the path is a file, choose another with -o or --out-dir"; break;
  case EACCES:
  case EPERM:
  case EROFS: advice = "; make the folder writable or choose another with -o or --out-dir"; break;
  case ENOSPC:
  case EDQUOT: advice = "; free some space or choose another place with -o or --out-dir"; break;
  case EISDIR: advice = "; name a file with -o, or the folder with --out-dir"; break;
  default: break;
  }
  return {fmt::format("cannot write `{}`: {}{}", path, errorText(error), advice)};
}

int writeBytes(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

mode_t currentUmask() {
  mode_t mask = ::umask(0);
  ::umask(mask);
  return mask;
}

Result<Written> writeDirectly(const std::string& path, std::string_view bytes) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.get() < 0) return cannotWrite(path, errno);
  if (int error = writeBytes(file.get(), bytes)) return cannotWrite(path, error);
  if (!file.close()) return cannotWrite(path, errno);
  return Written{};
}

} // namespace

std::string errorText(int number) { return std::generic_category().message(number); }

Result<std::string> readFile(const std::string& path, std::uint64_t limit) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return Failure{fmt::format("cannot read `{}`: {}", path, errorText(errno))};
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return Failure{fmt::format("cannot read `{}`: {}", path, errorText(errno))};
  if (S_ISDIR(status.st_mode)) return Failure{fmt::format("cannot read `{}`: it is a folder", path)};
  std::string bytes;
  if (S_ISREG(status.st_mode)) bytes.reserve(static_cast<std::size_t>(status.st_size) + 1);
  constexpr std::size_t Step = std::size_t{1} << 16;
  for (;;) {
    std::size_t used = bytes.size();
    bytes.resize(std::max(bytes.capacity(), used + Step));
    ssize_t count = ::read(file.get(), bytes.data() + used, bytes.size() - used);
    bytes.resize(used + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Failure{fmt::format("cannot read `{}`: {}", path, errorText(errno))};
    if (bytes.size() > limit) return Failure{fmt::format("cannot read `{}`: it has more than {} bytes", path, limit)};
    if (count == 0) return bytes;
  }
}

Result<Written> writeTo(int descriptor, std::string_view bytes, const std::string& what) {
  if (int error = writeBytes(descriptor, bytes)) return cannotWrite(what, error);
  return Written{};
}

Result<Written> writeWhole(const std::string& path, std::string_view bytes, bool executable) {
  struct stat status{};
  bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) return cannotWrite(path, EISDIR);
  if (exists && !S_ISREG(status.st_mode)) return writeDirectly(path, bytes);
  std::string pattern = path.substr(0, path.rfind('/') + 1) + ".pyomp-cc-XXXXXX";
  Descriptor file(::mkostemp(pattern.data(), O_CLOEXEC));
  if (file.get() < 0) return cannotWrite(path, errno);
  int error = writeBytes(file.get(), bytes);
  mode_t mode = (executable ? 0777U : 0666U) & ~currentUmask();
  if (!error && ::fchmod(file.get(), mode) != 0) error = errno;
  if (!file.close() && !error) error = errno;
  if (!error && ::rename(pattern.c_str(), path.c_str()) != 0) error = errno;
  if (error) {
    ::unlink(pattern.c_str());
    return cannotWrite(path, error);
  }
  return Written{};
}

Result<TemporaryFolder> TemporaryFolder::create(const std::string& parent) {
  const char* from_environment = std::getenv("TMPDIR");
  std::string folder = !parent.empty() ? parent : from_environment && *from_environment ? from_environment : "/tmp";
  std::string pattern = folder + "/pyomp-cc-XXXXXX";
  if (!::mkdtemp(pattern.data())) {
    return Failure{fmt::format("cannot make a temporary folder in `{}`: {}; set TMPDIR to a folder with space", folder,
                               errorText(errno))};
  }
  return TemporaryFolder(pattern);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

} // namespace pyompcc::driver
