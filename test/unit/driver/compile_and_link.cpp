// test/unit/driver/compile_and_link.cpp
//
// C++ to a loadable library in process, with a runtime header of the test's own and a cache of its own.
#include "lib/driver/compile_cpp.h"
#include "lib/driver/link_module.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <fstream>

using namespace pyompcc::driver;
namespace fs = std::filesystem;

namespace {

// A runtime of one header beside an empty cache.
struct Fixture {
  TemporaryFolder folder = std::move(*TemporaryFolder::create());
  Interpreter interpreter;
  CodeOptions code;
  StageTimes times;

  Fixture() {
    fs::create_directories(folder.path() + "/include/pyomp");
    std::ofstream(folder.path() + "/include/pyomp/runtime.hpp")
        << "#pragma once\n#include <cmath>\n#include <vector>\ninline int base() { return 40; }\n";
    ::setenv("PYOMPCC_RUNTIME", (folder.path() + "/include").c_str(), 1);
    ::setenv("PYOMPCC_CACHE", (folder.path() + "/cache").c_str(), 1);
  }
  ~Fixture() {
    ::unsetenv("PYOMPCC_RUNTIME");
    ::unsetenv("PYOMPCC_CACHE");
  }
  Compiled compile(const std::string& text) {
    Installation installation = *findInstallation();
    Cache cache = std::move(*Cache::open());
    return *CppCompiler(installation, interpreter, code, RuntimeUse::Apart, cache).compile({"sample.cpp", text}, times);
  }
};

constexpr const char* Sample = R"(#include <pyomp/runtime.hpp>
extern "C" __attribute__((visibility("default"))) double root_sum(long count) {
  double total = base() - 40;
#pragma omp parallel for reduction(+ : total)
  for (long i = 0; i < count; ++i) total += std::sqrt(static_cast<double>(i));
  return total;
}
)";

} // namespace

TEST_CASE("generated C++ becomes a library that runs with OpenMP") {
  Fixture fixture;
  Compiled compiled = fixture.compile(Sample);
  REQUIRE(compiled.complaints == "");
  auto module = linkModule(*findInstallation(), compiled.object, "", false, fixture.times);
  REQUIRE(module);
  std::string path = fixture.folder.path() + "/sample.so";
  REQUIRE(writeWhole(path, *module, true));
  void* library = ::dlopen(path.c_str(), RTLD_NOW);
  REQUIRE(library);
  auto root_sum = reinterpret_cast<double (*)(long)>(::dlsym(library, "root_sum"));
  REQUIRE(root_sum);
  CHECK(root_sum(3) == Approx(2.41421356));
}

TEST_CASE("the same text gives the same bytes, whatever the temporary folders are called") {
  Fixture fixture;
  Compiled first = fixture.compile(Sample);
  Compiled second = fixture.compile(Sample);
  CHECK(first.object == second.object);
  auto installation = *findInstallation();
  CHECK(*linkModule(installation, first.object, "", false, fixture.times) ==
        *linkModule(installation, second.object, "", false, fixture.times));
}

TEST_CASE("what clang says about generated code is kept, warnings too") {
  Fixture fixture;
  CHECK(fixture.compile("int f() { return missing; }\n").complaints.find("sample.cpp:1:18: error: use of undeclared") !=
        std::string::npos);
  CHECK(fixture.compile("int f(int a) { if (a = 1) return 2; return 3; }\n").complaints.find("[-Wparentheses]") !=
        std::string::npos);
  CHECK(fixture.compile("int f(int a) { int unused = a; return a; }\n").complaints == "");
}

TEST_CASE("a changed runtime header and a damaged cache entry are noticed") {
  Fixture fixture;
  REQUIRE(fixture.compile(Sample).complaints == "");
  fs::path entry;
  for (const auto& item : fs::directory_iterator(fixture.folder.path() + "/cache")) entry = item.path();
  std::string header = (entry / "runtime.pch").string();
  REQUIRE(fs::exists(header));
  fs::resize_file(header, fs::file_size(header) / 2);
  CHECK(fixture.compile(Sample).complaints == "");
  std::ofstream(fixture.folder.path() + "/include/pyomp/runtime.hpp")
      << "#pragma once\ninline int other() { return 1; }\n";
  CHECK(fixture.compile(Sample).complaints != "");
  CHECK(fixture.compile("#include <pyomp/runtime.hpp>\nint f() { return other(); }\n").complaints == "");
}

TEST_CASE("every optimisation level and fast arithmetic compile") {
  Fixture fixture;
  for (int level : {0, 1, 2}) {
    fixture.code.level = level;
    CHECK(fixture.compile(Sample).complaints == "");
  }
  fixture.code.fast_math = true;
  CHECK(fixture.compile(Sample).complaints == "");
}
