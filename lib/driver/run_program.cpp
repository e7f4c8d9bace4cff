// lib/driver/run_program.cpp
//
// posix_spawn with a pipe for the output.
#include "lib/driver/run_program.h"

#include "lib/driver/files.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <string_view>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pyompcc::driver {
namespace {

constexpr std::size_t OutputLimit = std::size_t{1} << 20;

bool isProgram(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

std::string readAll(int descriptor) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    if (text.size() < OutputLimit) text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

int waitFor(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

std::string findProgram(const std::string& program) {
  if (program.find('/') != std::string::npos) return isProgram(program) ? program : std::string();
  const char* path = std::getenv("PATH");
  std::string_view rest = path ? path : "/usr/local/bin:/usr/bin:/bin";
  for (bool last = false; !last;) {
    std::size_t end = rest.find(':');
    last = end == std::string_view::npos;
    std::string folder(rest.substr(0, end));
    std::string candidate = (folder.empty() ? "." : folder) + "/" + program;
    if (isProgram(candidate)) return candidate;
    if (!last) rest.remove_prefix(end + 1);
  }
  return {};
}

support::Result<Finished> runProgram(const std::vector<std::string>& arguments) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return support::Failure{fmt::format("cannot run `{}`: {}", arguments[0], errorText(errno))};
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  pid_t child = 0;
  int error = ::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (error != 0) {
    ::close(ends[0]);
    return support::Failure{fmt::format("cannot run `{}`: {}", arguments[0], errorText(error))};
  }
  Finished finished;
  finished.out = readAll(ends[0]);
  ::close(ends[0]);
  finished.status = waitFor(child);
  return finished;
}

} // namespace pyompcc::driver
