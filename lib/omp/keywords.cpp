// lib/omp/keywords.cpp
//
// Expands grammar/omp_keywords.def: the keywords in clauses' arguments.
#include "lib/omp/tables.h"

#include <algorithm>
#include <array>

namespace pyompcc::omp {
namespace {

constexpr bool Yes = true;
constexpr bool No = false;

// One array for each set, in a namespace of the set's own name.
namespace rows {
#define WORD(Name, Text, Since, Clang) KeywordRow{static_cast<std::uint8_t>(Set::Name), Text, Since, Clang},
#define ALIAS(Name, Text, Since, Clang) WORD(Name, Text, Since, Clang)
#define KEYWORDS(Group, Description, ...)                                                                              \
  namespace of_##Group {                                                                                               \
    using Set = Group;                                                                                                 \
    constexpr KeywordRow Rows[] = {__VA_ARGS__};                                                                       \
  }
#include "grammar/openmp.def"
} // namespace rows

struct SetRow {
  std::string_view description;
  std::span<const KeywordRow> rows;
};

constexpr auto Sets = std::to_array<SetRow>({
    {"", {}},
#define WORD(...)
#define ALIAS(...)
#define KEYWORDS(Set, Description, ...) {Description, rows::of_##Set::Rows},
#include "grammar/openmp.def"
});

constexpr bool wordsStandAtTheirValue(const SetRow& set) {
  std::size_t aliases = 0;
  for (std::size_t i = 0; i < set.rows.size(); ++i) {
    if (set.rows[i].value < i) ++aliases;
    if (set.rows[i].value > i || (aliases > 0 && set.rows[i].value == i)) return false;
  }
  return true;
}
static_assert(std::ranges::all_of(Sets, wordsStandAtTheirValue), "omp_keywords.def: words stand before aliases");

} // namespace

std::span<const KeywordRow> keywords(KeywordSet set) { return Sets[static_cast<std::size_t>(set)].rows; }
std::string_view description(KeywordSet set) { return Sets[static_cast<std::size_t>(set)].description; }
std::string_view keywordText(KeywordSet set, std::uint8_t value) { return keywords(set)[value].text; }

} // namespace pyompcc::omp
