// lib/driver/defect.cpp
//
// Signal handlers on a stack of their own, and the report.
#include "lib/driver/defect.h"

#include "lib/driver/options.h"

#include <llvm/Support/ErrorHandling.h>

#include <fmt/format.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>
#include <pthread.h>
#include <unistd.h>

namespace pyompcc::driver {
namespace {

std::atomic<const char*> current_stage{"start"};
std::atomic<const char*> current_file{""};

constexpr std::size_t LargeStack = std::size_t{512} << 20;
constexpr std::size_t SmallerStack = std::size_t{32} << 20;
constexpr std::size_t SignalStack = std::size_t{64} << 10;

// Calls only what is safe in a signal handler (POSIX.1-2017, section 2.4.3).
void writeText(const char* text) {
  std::size_t length = 0;
  while (text[length] != '\0') ++length;
  while (length > 0) {
    ssize_t count = ::write(STDERR_FILENO, text, length);
    if (count <= 0) return;
    text += count;
    length -= static_cast<std::size_t>(count);
  }
}

[[noreturn]] void exitWithReport(const char* what) {
  writeText("pyomp-cc: internal error: ");
  writeText(what);
  writeText("\n  in stage `");
  writeText(current_stage);
  if (*current_file.load()) {
    writeText("` of `");
    writeText(current_file);
  }
  writeText("`\n  This is a defect of pyomp-cc " PYOMPCC_VERSION
            ", not of your program. Please report it with this text, the command line and the file.\n");
  ::_exit(static_cast<int>(ExitStatus::Defect));
}

void onSignal(int number) {
  switch (number) {
  case SIGSEGV: exitWithReport("memory fault (or nesting too deep for the stack)");
  case SIGBUS: exitWithReport("memory fault (a file was cut short while it was read, or a disk failed)");
  case SIGFPE: exitWithReport("arithmetic fault");
  case SIGILL: exitWithReport("illegal instruction");
  default: exitWithReport("abort");
  }
}

void onFatalError(void*, const char* reason, bool) { exitWithReport(reason); }
void onExhaustedMemory(void*, const char*, bool) { exitWithReport("memory is exhausted"); }

// Signal stacks belong to threads; this one serves the calling thread until it ends.
class SignalStackOfThread {
 public:
  SignalStackOfThread() : memory_(std::malloc(SignalStack)) {
    stack_t stack{};
    stack.ss_sp = memory_;
    stack.ss_size = SignalStack;
    if (memory_) ::sigaltstack(&stack, nullptr);
  }
  SignalStackOfThread(const SignalStackOfThread&) = delete;
  SignalStackOfThread& operator=(const SignalStackOfThread&) = delete;
  ~SignalStackOfThread() {
    stack_t none{};
    none.ss_flags = SS_DISABLE;
    ::sigaltstack(&none, nullptr);
    std::free(memory_);
  }

 private:
  void* memory_;
};

struct Job {
  const std::function<void()>& work;
  std::exception_ptr error;
};

void* runJob(void* argument) {
  Job& job = *static_cast<Job*>(argument);
  SignalStackOfThread signal_stack;
  try {
    job.work();
  } catch (...) {
    job.error = std::current_exception();
  }
  return nullptr;
}

bool runOnStack(std::size_t size, Job& job) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_t thread{};
  bool started =
      ::pthread_attr_setstacksize(&attributes, size) == 0 && ::pthread_create(&thread, &attributes, runJob, &job) == 0;
  pthread_attr_destroy(&attributes);
  if (started) ::pthread_join(thread, nullptr);
  return started;
}

} // namespace

std::string defectReport(std::string_view what) {
  std::string file = current_file.load();
  return fmt::format("pyomp-cc: internal error: {}\n  in stage `{}`{}\n  This is a defect of pyomp-cc {}, not of your "
                     "program. Please report it with this text, the command line and the file.\n",
                     what, current_stage.load(), file.empty() ? "" : fmt::format(" of `{}`", file), PYOMPCC_VERSION);
}

void installDefectReport() {
  struct sigaction action{};
  action.sa_handler = onSignal;
  // One report only: a second fault, in the handler, ends the process.
  action.sa_flags = static_cast<int>(SA_ONSTACK | SA_RESETHAND);
  for (int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) ::sigaction(number, &action, nullptr);
  std::set_terminate([] { exitWithReport("an exception was not caught"); });
  llvm::install_fatal_error_handler(onFatalError);
  llvm::install_bad_alloc_error_handler(onExhaustedMemory);
}

void noteStage(const char* stage) { current_stage = stage; }
void noteFile(const char* path) { current_file = path; }

void runOnLargeStack(const std::function<void()>& work) {
  Job job{work, nullptr};
  if (!runOnStack(LargeStack, job) && !runOnStack(SmallerStack, job)) runJob(&job);
  if (job.error) std::rethrow_exception(job.error);
}

} // namespace pyompcc::driver
