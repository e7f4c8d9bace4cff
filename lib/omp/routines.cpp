// lib/omp/routines.cpp
//
// Expands grammar/omp_routines.def.
#include "lib/omp/routines.h"

#include "lib/support/nearest_name.h"

#include <algorithm>
#include <array>

namespace pyompcc::omp {
namespace {

constexpr bool Yes = true;
[[maybe_unused]] constexpr bool No = false;
constexpr bool Plain = true;
constexpr bool Own = true;

// omp_target_memcpy_rect_async has the most.
constexpr std::size_t MostArguments = 12;

struct ArgumentList {
  std::array<RoutineType, MostArguments> types;
  std::size_t size;
};

template <class... Types> constexpr ArgumentList listOf(Types... types) { return {{types...}, sizeof...(types)}; }

struct Row {
  std::string_view name;
  RoutineType result;
  ArgumentList arguments;
  Version since;
  bool in_clang;
  bool compiled;
};

constexpr auto Rows = [] {
  using enum RoutineType;
  return std::to_array<Row>({
#define ROUTINE(Name, Text, Result, Arguments, Since, Clang, Compiled)                                                 \
  {Text, Result, listOf Arguments, Since, Clang, Compiled},
#include "grammar/omp_routines.def"
  });
}();

static_assert(std::ranges::adjacent_find(Rows, [](const Row& a, const Row& b) { return a.name >= b.name; }) ==
                  Rows.end(),
              "omp_routines.def: sorted by name, each once");
static_assert(std::ranges::all_of(Rows, [](const Row& row) { return row.name.starts_with("omp_"); }));

constexpr auto Names = [] {
  std::array<std::string_view, Rows.size()> names{};
  for (std::size_t i = 0; i < Rows.size(); ++i) names[i] = Rows[i].name;
  return names;
}();

const Row& rowOf(Routine routine) { return Rows[static_cast<std::size_t>(routine)]; }

} // namespace

std::optional<Routine> routineOf(std::string_view name) {
  auto found = std::ranges::lower_bound(Names, name);
  if (found == Names.end() || *found != name) return std::nullopt;
  return static_cast<Routine>(found - Names.begin());
}

std::string_view routineName(Routine routine) { return rowOf(routine).name; }
RoutineType resultOf(Routine routine) { return rowOf(routine).result; }
std::span<const RoutineType> argumentsOf(Routine routine) {
  const ArgumentList& list = rowOf(routine).arguments;
  return {list.types.data(), list.size};
}
Version sinceVersion(Routine routine) { return rowOf(routine).since; }
bool inClang(Routine routine) { return rowOf(routine).in_clang; }
bool isCompiled(Routine routine) { return rowOf(routine).compiled; }
std::optional<std::string_view> nearestRoutine(std::string_view name) { return support::nearestName(name, Names); }

} // namespace pyompcc::omp
