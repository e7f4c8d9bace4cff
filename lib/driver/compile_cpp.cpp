// lib/driver/compile_cpp.cpp
//
// The one file that includes clang's headers: arguments through clang's driver, one compiler instance for each job.
#include "lib/driver/compile_cpp.h"

#include "lib/driver/files.h"
#include "lib/support/check.h"

#include <clang/AST/ASTConsumer.h>
#include <clang/Basic/DiagnosticOptions.h>
#include <clang/Basic/TargetInfo.h>
#include <clang/Basic/TargetOptions.h>
#include <clang/Basic/Version.h>
#include <clang/CodeGen/CodeGenAction.h>
#include <clang/Driver/Compilation.h>
#include <clang/Driver/Driver.h>
#include <clang/Driver/Job.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/CompilerInvocation.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Frontend/MultiplexConsumer.h>
#include <clang/Frontend/TextDiagnosticPrinter.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/TargetParser/Host.h>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>

namespace pyompcc::driver {
namespace {

namespace fs = std::filesystem;
using support::Failure;
using support::Result;

constexpr const char* HeaderFile = "runtime.pch";
// Headers that were written again as they were, by an installation or a checkout, make no entry useless.
constexpr const char* SameContents = "-fpch-validate-input-files-content";
constexpr const char* ObjectFile = "runtime.o";
constexpr const char* RuntimeHeader = "pyomp/runtime.hpp";

// How the runtime's headers are told where their slow paths are (pyomp/apart.hpp).
constexpr const char* ApartDefine = "-DPYOMP_RUNTIME_APART";
constexpr const char* ObjectDefine = "-DPYOMP_RUNTIME_OBJECT";

// What makes a precompiled header useless when it changes and is not in the arguments: the system's headers. One file
// of each package stands for all of it.
constexpr std::string_view SystemHeaders[] = {"/usr/include/stdio.h", "/usr/include/c++/12/cmath",
                                              "/usr/include/c++/13/cmath", "/usr/include/c++/14/cmath"};

void initialiseTarget() {
  static const bool done = [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    llvm::InitializeNativeTargetAsmParser();
    // These would change what is compiled from outside the command line.
    for (const char* name : {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "LIBRARY_PATH", "COMPILER_PATH",
                             "GCC_EXEC_PREFIX", "CCC_OVERRIDE_OPTIONS", "SOURCE_DATE_EPOCH"}) {
      ::unsetenv(name);
    }
    return true;
  }();
  static_cast<void>(done);
}

std::vector<const char*> pointersTo(const std::vector<std::string>& texts) {
  std::vector<const char*> pointers;
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  return pointers;
}

// Diagnostics as text, without colours, carets included.
class CapturedDiagnostics {
 public:
  CapturedDiagnostics() : stream_(text_), options_(llvm::makeIntrusiveRefCnt<clang::DiagnosticOptions>()) {
    options_->ShowOptionNames = 1;
  }
  clang::DiagnosticConsumer* consumer() { return &printer_; }
  llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine> engine() {
    return clang::CompilerInstance::createDiagnostics(options_.get(), &printer_, /*ShouldOwnClient=*/false);
  }
  std::string take() {
    stream_.flush();
    return std::move(text_);
  }

 private:
  std::string text_;
  llvm::raw_string_ostream stream_;
  llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> options_;
  clang::TextDiagnosticPrinter printer_{stream_, options_.get()};
};

// The arguments of each job that clang++ would run for `arguments`.
Result<std::vector<std::vector<std::string>>> jobsOf(const std::vector<std::string>& arguments) {
  initialiseTarget();
  CapturedDiagnostics captured;
  auto engine = captured.engine();
  clang::driver::Driver driver(arguments[0], llvm::sys::getDefaultTargetTriple(), *engine);
  driver.setCheckInputsExist(false);
  std::vector<const char*> pointers = pointersTo(arguments);
  std::unique_ptr<clang::driver::Compilation> compilation(driver.BuildCompilation(pointers));
  if (!compilation || engine->hasErrorOccurred()) {
    return Failure{fmt::format("clang refuses the options: {}", captured.take())};
  }
  std::vector<std::vector<std::string>> jobs;
  for (const clang::driver::Command& job : compilation->getJobs()) {
    jobs.emplace_back(job.getArguments().begin(), job.getArguments().end());
  }
  return jobs;
}

// Tells when the tree is complete, which is where the optimiser and the code generator begin.
class EndOfTree : public clang::ASTConsumer {
 public:
  explicit EndOfTree(StageTimes::Clock::time_point& reached) : reached_(reached) {}
  void HandleTranslationUnit(clang::ASTContext&) override { reached_ = StageTimes::Clock::now(); }

 private:
  StageTimes::Clock::time_point& reached_;
};

class TimedObjectAction : public clang::EmitObjAction {
 public:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& instance,
                                                        llvm::StringRef file) override {
    std::vector<std::unique_ptr<clang::ASTConsumer>> consumers;
    consumers.push_back(std::make_unique<EndOfTree>(tree_complete));
    consumers.push_back(EmitObjAction::CreateASTConsumer(instance, file));
    return std::make_unique<clang::MultiplexConsumer>(std::move(consumers));
  }

  StageTimes::Clock::time_point tree_complete{};
};

struct FrontendRun {
  bool succeeded = false;
  std::string complaints;
};

// Runs one -cc1 job with `action`; `text` stands for the file that the job names.
FrontendRun runFrontend(const std::vector<std::string>& job, clang::FrontendAction& action, const CppText* text,
                        llvm::SmallVectorImpl<char>* object) {
  CapturedDiagnostics captured;
  auto engine = captured.engine();
  clang::CompilerInstance instance;
  std::vector<const char*> arguments = pointersTo(job);
  PYOMPCC_CHECK(!job.empty() && job[0] == "-cc1", "clang's driver gave another job");
  FrontendRun run;
  llvm::ArrayRef<const char*> without_name = llvm::ArrayRef(arguments).drop_front();
  if (clang::CompilerInvocation::CreateFromArgs(instance.getInvocation(), without_name, *engine)) {
    if (text) {
      auto buffer = llvm::MemoryBuffer::getMemBuffer(text->text, text->name);
      instance.getPreprocessorOpts().addRemappedFile(text->name, buffer.release());
    }
    instance.createDiagnostics(captured.consumer(), /*ShouldOwnClient=*/false);
    // Else clang prints the number of errors on standard error.
    instance.setVerboseOutputStream(std::make_unique<llvm::raw_null_ostream>());
    if (object) instance.setOutputStream(std::make_unique<llvm::raw_svector_ostream>(*object));
    run.succeeded = instance.ExecuteAction(action);
  }
  run.complaints = captured.take();
  return run;
}

bool isAboutSystem(const std::string& complaints) {
  return complaints.find("file not found") != std::string::npos ||
         complaints.find("No space left") != std::string::npos ||
         complaints.find("unable to open output file") != std::string::npos;
}

std::string firstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

// The runtime itself compiles, unless something is missing on the machine.
Result<Written> runtimeOutcome(const FrontendRun& run, const std::string& cache_folder) {
  if (run.succeeded) return Written{};
  if (isAboutSystem(run.complaints)) {
    return Failure{fmt::format("clang cannot prepare the runtime's header: {}; install libstdc++-12-dev and libc6-dev, "
                               "and see that `{}` has space",
                               firstLine(run.complaints), cache_folder)};
  }
  PYOMPCC_CHECK(run.succeeded, "clang rejects the runtime's header:\n{}", run.complaints);
  return Written{};
}

} // namespace

CppCompiler::CppCompiler(const Installation& installation, const Interpreter& interpreter, const CodeOptions& code,
                         RuntimeUse runtime_use, const Cache& cache)
    : installation_(installation), interpreter_(interpreter), code_(code), runtime_use_(runtime_use), cache_(cache) {}

std::vector<std::string> CppCompiler::commonArguments() const {
  std::vector<std::string> arguments = {
      "clang++", "--no-default-config", "-std=c++20", "-DNDEBUG", fmt::format("-O{}", code_.level),
      "-march=" + code_.march, "-fopenmp", "-fPIC", "-fvisibility=hidden", "-fvisibility-inlines-hidden",
      // errno is not Python's way to tell a domain error, and it would keep square roots out of vectors.
      "-fno-math-errno",
      // IEEE arithmetic: a*b+c has two roundings (semantics: numbers).
      code_.fast_math ? "-ffast-math" : "-ffp-contract=off",
      // Products and quotients of complex numbers by the plain formulas, as CPython and NumPy have them.
      "-fcomplex-arithmetic=improved",
      // Several modules with the same names may be loaded; the module's own calls need not go through the PLT.
      "-fno-semantic-interposition", "-fno-plt",
      // What is unused in the Python source is unused here; a loop that stays scalar is no fault.
      "-Wall", "-Wextra", "-Wno-unused", "-Wno-pass-failed", "-Wno-unknown-pragmas", "-Wno-missing-field-initializers",
      // These judge the Python program, which means what it says.
      "-Wno-infinite-recursion", "-Wno-bitwise-instead-of-logical", "-Wno-tautological-compare", "-Wno-self-assign",
      "-resource-dir", installation_.clang_resources, "-I" + installation_.runtime_include};
  if (!code_.sanitizers.empty()) {
    // A report ends the process; other modules know nothing of the types that a virtual function is checked against.
    arguments.insert(arguments.end(), {"-fsanitize=" + code_.sanitizers, "-fno-sanitize=vptr,function",
                                       "-fno-sanitize-recover=all", "-fno-omit-frame-pointer", "-gline-tables-only"});
  }
  arguments.push_back(fmt::format("-ffile-prefix-map={}=.", installation_.runtime_include));
  for (const std::string& folder : {interpreter_.include, interpreter_.numpy_include}) {
    if (!folder.empty()) arguments.insert(arguments.end(), {"-isystem", folder});
  }
  return arguments;
}

std::vector<std::string> CppCompiler::command(const CppText& text) const {
  std::vector<std::string> arguments = commonArguments();
  if (runtime_use_ == RuntimeUse::Apart) arguments.emplace_back(ApartDefine);
  if (header_) arguments.insert(arguments.end(), {SameContents, "-include-pch", *header_});
  // clang 19 compares the unsigned rounds that it makes of a `taskloop` with the loop's own bounds.
  if (text.text.find("taskloop") != std::string::npos) arguments.emplace_back("-Wno-sign-compare");
  arguments.insert(arguments.end(), {"-c", "-x", "c++", text.name, "-o", fs::path(text.name).stem().string() + ".o"});
  return arguments;
}

// Everything that the precompiled header depends on. The runtime's headers count with their contents, so that a changed
// tree gives another entry and going back finds the old one.
const std::string& CppCompiler::runtimeKey() {
  if (!runtime_key_.empty()) return runtime_key_;
  std::vector<std::string> parts = commonArguments();
  parts.push_back(clang::getClangFullVersion());
  // `-march=native` means another thing on another machine that shares the folder.
  parts.push_back(llvm::sys::getHostCPUName().str());
  std::vector<fs::path> headers;
  std::error_code error;
  for (const auto& item : fs::recursive_directory_iterator(installation_.runtime_include, error)) {
    if (item.is_regular_file(error)) headers.push_back(item.path());
  }
  std::sort(headers.begin(), headers.end());
  for (const fs::path& path : headers) {
    parts.push_back(path.string());
    if (auto text = readFile(path.string())) parts.push_back(std::move(*text));
  }
  auto stamp = [&](const std::string& path) {
    auto time = fs::last_write_time(path, error);
    parts.push_back(fmt::format("{} {}", path, error ? 0 : time.time_since_epoch().count()));
  };
  for (std::string_view path : SystemHeaders) stamp(std::string(path));
  stamp(interpreter_.include + "/Python.h");
  stamp(interpreter_.include + "/pyconfig.h");
  stamp(interpreter_.numpy_include + "/numpy/_numpyconfig.h");
  stamp(installation_.clang_resources + "/include/omp.h");
  std::string all;
  for (const std::string& part : parts) all += hashOf({part});
  runtime_key_ = hashOf({"runtime 2", all});
  return runtime_key_;
}

Result<Written> CppCompiler::precompile(const std::string& path) const {
  std::vector<std::string> arguments = commonArguments();
  std::string header = installation_.runtime_include + "/" + RuntimeHeader;
  if (runtime_use_ == RuntimeUse::Apart) arguments.emplace_back(ApartDefine);
  // Templates that the header itself uses are instantiated once, here.
  arguments.insert(arguments.end(),
                   {"-fpch-instantiate-templates", SameContents, "-x", "c++-header", header, "-o", path});
  auto jobs = jobsOf(arguments);
  if (!jobs) return jobs.failure();
  clang::GeneratePCHAction action;
  return runtimeOutcome(runFrontend(jobs->front(), action, nullptr, nullptr), cache_.folder());
}

Result<Written> CppCompiler::compileRuntime(const std::string& path) const {
  CppText text{"runtime.cpp", fmt::format("#include <{}>\n", RuntimeHeader)};
  std::vector<std::string> arguments = commonArguments();
  arguments.insert(arguments.end(), {ObjectDefine, "-c", "-x", "c++", text.name, "-o", path});
  auto jobs = jobsOf(arguments);
  if (!jobs) return jobs.failure();
  clang::EmitObjAction action;
  return runtimeOutcome(runFrontend(jobs->front(), action, &text, nullptr), cache_.folder());
}

Result<std::string> CppCompiler::precompiledHeader(StageTimes& times) {
  if (header_) return *header_;
  const char* kind = runtime_use_ == RuntimeUse::Apart ? "header" : "whole_header";
  std::string path = times.measure("find runtime", [&] { return cache_.find(kind, runtimeKey(), HeaderFile); });
  if (path.empty()) {
    auto made = times.measure("precompile runtime", [&] {
      return cache_.put(kind, runtimeKey(), HeaderFile, [&](const std::string& file) { return precompile(file); });
    });
    if (!made) return made.failure();
    path = *made;
  }
  header_ = path;
  return path;
}

Result<std::string> CppCompiler::runtimeObject(StageTimes& times) {
  std::string path = times.measure("find runtime", [&] { return cache_.find("object", runtimeKey(), ObjectFile); });
  if (!path.empty()) return path;
  return times.measure("compile runtime", [&] {
    return cache_.put("object", runtimeKey(), ObjectFile,
                      [&](const std::string& file) { return compileRuntime(file); });
  });
}

Result<Compiled> CppCompiler::compile(const CppText& text, StageTimes& times) {
  auto header = precompiledHeader(times);
  if (!header) return header.failure();
  auto jobs = jobsOf(command(text));
  if (!jobs) return jobs.failure();
  Compiled compiled;
  llvm::SmallVector<char, 0> object;
  TimedObjectAction action;
  auto start = StageTimes::Clock::now();
  FrontendRun run = runFrontend(jobs->front(), action, &text, &object);
  auto end = StageTimes::Clock::now();
  if (run.succeeded) {
    times.add("clang: parse", action.tree_complete - start);
    times.add("clang: optimise, emit", end - action.tree_complete);
  }
  compiled.complaints = std::move(run.complaints);
  PYOMPCC_CHECK(run.succeeded || !compiled.complaints.empty(), "clang failed on {} without a word", text.name);
  if (run.succeeded) compiled.object.assign(object.begin(), object.end());
  return compiled;
}

std::string clangVersion() { return clang::getClangFullVersion(); }

bool isKnownProcessor(const std::string& name) {
  if (name == "native") return true;
  initialiseTarget();
  CapturedDiagnostics captured;
  auto engine = captured.engine();
  auto options = std::make_shared<clang::TargetOptions>();
  options->Triple = llvm::sys::getDefaultTargetTriple();
  llvm::IntrusiveRefCntPtr<clang::TargetInfo> target(clang::TargetInfo::CreateTargetInfo(*engine, options));
  return target && target->isValidCPUName(name);
}

Result<std::vector<std::string>> linkArguments(const Installation& installation,
                                               const std::vector<std::string>& objects, const std::string& output) {
  std::vector<std::string> arguments = {"clang++",
                                        "--no-default-config",
                                        "-shared",
                                        "-fopenmp",
                                        "-resource-dir",
                                        installation.clang_resources,
                                        "-L" + installation.openmp_library,
                                        "-o",
                                        output};
  arguments.insert(arguments.end(), objects.begin(), objects.end());
  auto jobs = jobsOf(arguments);
  if (!jobs) return jobs.failure();
  return jobs->back();
}

} // namespace pyompcc::driver
