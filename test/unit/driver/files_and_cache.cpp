// test/unit/driver/files_and_cache.cpp
//
// Whole files, cache entries, other programs, and the facts of an interpreter.
#include "lib/driver/cache.h"
#include "lib/driver/files.h"
#include "lib/driver/interpreter.h"
#include "lib/driver/run_program.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace pyompcc::driver;
namespace fs = std::filesystem;

namespace {

TemporaryFolder makeFolder() { return std::move(*TemporaryFolder::create()); }

std::size_t countFiles(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

TEST_CASE("a file is written whole, and nothing else is left in its folder") {
  TemporaryFolder folder = makeFolder();
  std::string path = folder.path() + "/out";
  REQUIRE(writeWhole(path, "first", false));
  REQUIRE(writeWhole(path, "second", true));
  CHECK(*readFile(path) == "second");
  CHECK(countFiles(folder.path()) == 1);
  CHECK((fs::status(path).permissions() & fs::perms::owner_exec) != fs::perms::none);
}

TEST_CASE("what cannot be written is named, with what to change") {
  TemporaryFolder folder = makeFolder();
  auto text = [](const std::string& path) { return writeWhole(path, "x", false).failure().text; };
  CHECK(text(folder.path() + "/none/out").find("create the folder") != std::string::npos);
  CHECK(text(folder.path()).find("name a file with -o") != std::string::npos);
  CHECK(text("/dev/full").find("free some space") != std::string::npos);
  REQUIRE(writeWhole(folder.path() + "/file", "x", false));
  CHECK(text(folder.path() + "/file/out").find("is a file") != std::string::npos);
  CHECK(countFiles(folder.path()) == 1);
}

TEST_CASE("what cannot be read is named") {
  TemporaryFolder folder = makeFolder();
  CHECK(readFile(folder.path()).failure().text.find("folder") != std::string::npos);
  CHECK(readFile(folder.path() + "/none").failure().text.find("No such file") != std::string::npos);
  REQUIRE(writeWhole(folder.path() + "/long", std::string(100, 'x'), false));
  CHECK(readFile(folder.path() + "/long", 99).failure().text.find("more than 99 bytes") != std::string::npos);
  CHECK(readFile(folder.path() + "/long", 100)->size() == 100);
}

TEST_CASE("a temporary folder goes with its owner unless it is kept") {
  std::string path;
  {
    TemporaryFolder folder = makeFolder();
    path = folder.path();
    REQUIRE(writeWhole(path + "/file", "x", false));
  }
  CHECK(!fs::exists(path));
  path = makeFolder().keep();
  CHECK(fs::exists(path));
  fs::remove_all(path);
}

TEST_CASE("a hash tells apart what its parts tell apart") {
  CHECK(hashOf({"ab", "c"}) == hashOf({"ab", "c"}));
  CHECK(hashOf({"ab", "c"}) != hashOf({"a", "bc"}));
  CHECK(hashOf({"a"}) != hashOf({"a", ""}));
  CHECK(hashOf({}).size() == 32);
}

TEST_CASE("a cache entry is found as it was put, and made again when it is damaged") {
  TemporaryFolder folder = makeFolder();
  ::setenv("PYOMPCC_CACHE", folder.path().c_str(), 1);
  Cache cache = std::move(*Cache::open());
  CHECK(cache.warning() == "");
  auto put = [&](const std::string& bytes) {
    return cache.put("kind", "key", "file", [&](const std::string& path) { return writeWhole(path, bytes, false); });
  };
  CHECK(cache.find("kind", "key", "file") == "");
  REQUIRE(put("bytes"));
  CHECK(*readFile(cache.find("kind", "key", "file")) == "bytes");
  std::ofstream(cache.find("kind", "key", "file")) << "other";
  CHECK(cache.find("kind", "key", "file") == "");
  REQUIRE(put("again"));
  CHECK(*readFile(cache.find("kind", "key", "file")) == "again");
  CHECK(countFiles(folder.path()) == 1);
  ::unsetenv("PYOMPCC_CACHE");
}

TEST_CASE("an old entry goes when there are too many") {
  TemporaryFolder folder = makeFolder();
  ::setenv("PYOMPCC_CACHE", folder.path().c_str(), 1);
  Cache cache = std::move(*Cache::open());
  for (int i = 0; i < 40; ++i) {
    REQUIRE(cache.put("kind", std::to_string(i), "file",
                      [&](const std::string& path) { return writeWhole(path, "x", false); }));
  }
  CHECK(countFiles(folder.path()) == 24);
  ::unsetenv("PYOMPCC_CACHE");
}

TEST_CASE("a cache that cannot be made is replaced for this run, and said") {
  ::setenv("PYOMPCC_CACHE", "/proc/nowhere", 1);
  Cache cache = std::move(*Cache::open());
  CHECK(cache.warning().find("/proc/nowhere") != std::string::npos);
  CHECK(cache.put("kind", "key", "file", [](const std::string& path) { return writeWhole(path, "x", false); }));
  ::unsetenv("PYOMPCC_CACHE");
}

TEST_CASE("programs run without a shell") {
  auto finished = runProgram({"printf", "%s|", "a b", "$(touch made)", "it's"});
  REQUIRE(finished);
  CHECK(finished->out == "a b|$(touch made)|it's|");
  CHECK(runProgram({"false"})->status == 1);
  CHECK(!runProgram({"/nowhere/program"}));
  CHECK(findProgram("/nowhere/program") == "");
  CHECK(findProgram("sh") != "");
}

TEST_CASE("what is no interpreter is said to be none") {
  TemporaryFolder folder = makeFolder();
  ::setenv("PYOMPCC_CACHE", folder.path().c_str(), 1);
  Cache cache = std::move(*Cache::open());
  CHECK(findInterpreter("/nowhere/python3", cache).failure().text.find("/nowhere/python3") != std::string::npos);
  CHECK(findInterpreter("/bin/true", cache).failure().text.find("does not run as a Python") != std::string::npos);
  auto found = findInterpreter("python3", cache);
  REQUIRE(found);
  CHECK(found->minor >= 10);
  CHECK(found->extension.find("cpython-3") != std::string::npos);
  ::unsetenv("PYOMPCC_CACHE");
}
