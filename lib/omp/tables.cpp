// lib/omp/tables.cpp
//
// Expands grammar/openmp.def, derives the clauses of combined directives from their leaves, and answers questions.
#include "lib/omp/tables.h"

#include <algorithm>
#include <array>

namespace pyompcc::omp {
namespace {

constexpr bool Yes = true;
constexpr bool No = false;

// The longest combined name, `target teams distribute parallel for simd`, has six leaves.
constexpr std::size_t MostLeaves = 6;

template <class E> constexpr std::size_t indexOf(E value) { return static_cast<std::size_t>(value); }

struct DirectiveRow {
  DirectiveKind kind;
  std::string_view spelling;
  Association association;
  Category category;
  DirectiveArgument argument;
  Version since;
  bool in_clang;
};

constexpr auto LeafRows = std::to_array<DirectiveRow>({
#define DIRECTIVE(Name, Spelling, Stands, Kind, Argument, Since, Clang)                                                \
  {DirectiveKind::Name, Spelling, Association::Stands, Category::Kind, DirectiveArgument::Argument, Since, Clang},
#include "grammar/openmp.def"
});

struct CombinedRow {
  DirectiveKind kind;
  std::string_view spelling;
  Version since;
  bool in_clang;
  std::array<DirectiveKind, MostLeaves> leaves;
  std::size_t leaf_count;
};

template <class... Leaves>
constexpr CombinedRow combined(DirectiveKind kind, std::string_view spelling, Version since, bool in_clang,
                               Leaves... leaves) {
  return {kind, spelling, since, in_clang, {leaves...}, sizeof...(leaves)};
}

// The leaves are written without their enumeration's name.
constexpr auto CombinedRows = [] {
  using enum DirectiveKind;
  return std::to_array<CombinedRow>({
#define COMBINED(Name, Spelling, Since, Clang, ...) combined(Name, Spelling, Since, Clang, __VA_ARGS__),
#include "grammar/openmp.def"
  });
}();

constexpr std::size_t LeafCount = LeafRows.size();
static_assert(LeafCount + CombinedRows.size() == DirectiveCount);

constexpr bool isCombinedIndex(std::size_t index) { return index >= LeafCount; }
constexpr const CombinedRow& combinedRow(std::size_t index) { return CombinedRows[index - LeafCount]; }

constexpr auto Directives = [] {
  std::array<DirectiveRow, DirectiveCount> rows{};
  for (std::size_t i = 0; i < LeafCount; ++i) rows[i] = LeafRows[i];
  for (std::size_t i = LeafCount; i < DirectiveCount; ++i) {
    const CombinedRow& row = combinedRow(i);
    const DirectiveRow& last = LeafRows[indexOf(row.leaves[row.leaf_count - 1])];
    rows[i] = {row.kind,  row.spelling, last.association, last.category, DirectiveArgument::None,
               row.since, row.in_clang};
  }
  return rows;
}();

constexpr bool rowsStandAtTheirIndex() {
  for (std::size_t i = 0; i < DirectiveCount; ++i) {
    if (indexOf(Directives[i].kind) != i) return false;
  }
  return true;
}
static_assert(rowsStandAtTheirIndex());

constexpr bool leavesAreLeafDirectives() {
  return std::ranges::all_of(CombinedRows, [](const CombinedRow& row) {
    return row.leaf_count >= 2 && std::all_of(row.leaves.begin(), row.leaves.begin() + row.leaf_count,
                                              [](DirectiveKind leaf) { return indexOf(leaf) < LeafCount; });
  });
}
static_assert(leavesAreLeafDirectives(), "omp_directives.def: a combined directive has at least two leaf directives");

// OpenMP 5.2 section 17.2: the name of a combined directive is the names of its leaves, outer to inner.
constexpr bool isSpelledByLeaves(const CombinedRow& row) {
  std::string_view rest = row.spelling;
  for (std::size_t i = 0; i < row.leaf_count; ++i) {
    std::string_view leaf = LeafRows[indexOf(row.leaves[i])].spelling;
    if (!rest.starts_with(leaf)) return false;
    rest.remove_prefix(leaf.size());
    if (rest.empty() != (i + 1 == row.leaf_count)) return false;
    if (!rest.empty()) rest.remove_prefix(1);
  }
  return true;
}
static_assert(std::ranges::all_of(CombinedRows, isSpelledByLeaves),
              "omp_directives.def: a combined directive is spelled by its leaves");

template <class Rows> constexpr bool sortedBySpelling(const Rows& rows) {
  return std::ranges::adjacent_find(rows, [](const auto& a, const auto& b) { return a.spelling >= b.spelling; }) ==
         rows.end();
}
static_assert(sortedBySpelling(LeafRows) && sortedBySpelling(CombinedRows), "omp_directives.def: sorted by spelling");

struct ClauseRow {
  ClauseKind kind;
  std::string_view spelling;
  ArgumentForm form;
  KeywordSet keywords;
  Version since;
  bool in_clang;
};

constexpr auto Clauses = std::to_array<ClauseRow>({
#define CLAUSE(Name, Spelling, Form, Keywords, Since, Clang)                                                           \
  {ClauseKind::Name, Spelling, ArgumentForm::Form, KeywordSet::Keywords, Since, Clang},
#include "grammar/openmp.def"
});
static_assert(sortedBySpelling(Clauses), "omp_clauses.def: sorted by spelling");

struct ArgumentRow {
  DirectiveKind directive;
  ClauseKind clause;
  ArgumentForm form;
  KeywordSet keywords;
};

constexpr auto Arguments = std::to_array<ArgumentRow>({
#define ARGUMENT(Directive, Clause, Form, Keywords)                                                                    \
  {DirectiveKind::Directive, ClauseKind::Clause, ArgumentForm::Form, KeywordSet::Keywords},
#include "grammar/openmp.def"
});

struct AllowRow {
  DirectiveKind directive;
  ClauseKind clause;
  Repeat repeat;
  Version since;
};

constexpr auto Allowed = std::to_array<AllowRow>({
#define ALLOW(Directive, Clause, Often, Since) {DirectiveKind::Directive, ClauseKind::Clause, Repeat::Often, Since},
#include "grammar/openmp.def"
});

struct HidesRow {
  DirectiveKind outer;
  DirectiveKind inner;
  ClauseKind clause;
};

constexpr auto Hidden = std::to_array<HidesRow>({
#define HIDES(Outer, Inner, Clause) {DirectiveKind::Outer, DirectiveKind::Inner, ClauseKind::Clause},
#include "grammar/openmp.def"
});

struct LacksRow {
  DirectiveKind directive;
  ClauseKind clause;
};

constexpr auto Lacking = std::to_array<LacksRow>({
#define LACKS(Directive, Clause) {DirectiveKind::Directive, ClauseKind::Clause},
#include "grammar/openmp.def"
});

struct Cell {
  Repeat repeat = Repeat::Never;
  Version since = 0;
  bool in_clang = false;
};
using Matrix = std::array<std::array<Cell, ClauseCount>, DirectiveCount>;

constexpr bool hasLeafAt(std::size_t index, DirectiveKind leaf) {
  const CombinedRow& row = combinedRow(index);
  return std::find(row.leaves.begin(), row.leaves.begin() + row.leaf_count, leaf) !=
         row.leaves.begin() + row.leaf_count;
}

constexpr bool hides(std::size_t combined_index, DirectiveKind inner, ClauseKind clause) {
  return std::ranges::any_of(Hidden, [&](const HidesRow& row) {
    return row.inner == inner && row.clause == clause && hasLeafAt(combined_index, row.outer);
  });
}

// OpenMP 5.2 section 17.3: a combined directive takes what one of its leaves takes, from the version that has both.
constexpr Matrix Legality = [] {
  Matrix cells{};
  for (const AllowRow& row : Allowed) {
    cells[indexOf(row.directive)][indexOf(row.clause)] = {row.repeat, row.since, Clauses[indexOf(row.clause)].in_clang};
  }
  for (std::size_t i = LeafCount; i < DirectiveCount; ++i) {
    const CombinedRow& combination = combinedRow(i);
    for (const AllowRow& row : Allowed) {
      if (!hasLeafAt(i, row.directive) || hides(i, row.directive, row.clause)) continue;
      Cell& cell = cells[i][indexOf(row.clause)];
      Version since = std::max(row.since, combination.since);
      if (cell.repeat == Repeat::Never || since < cell.since) cell.since = since;
      if (cell.repeat != Repeat::Many) cell.repeat = row.repeat;
      cell.in_clang = Clauses[indexOf(row.clause)].in_clang;
    }
  }
  for (const LacksRow& row : Lacking) cells[indexOf(row.directive)][indexOf(row.clause)].in_clang = false;
  return cells;
}();

constexpr const Cell& cellAt(DirectiveKind directive, ClauseKind clause) {
  return Legality[indexOf(directive)][indexOf(clause)];
}

constexpr bool allowRowsSorted() {
  return std::ranges::adjacent_find(Allowed, [](const AllowRow& a, const AllowRow& b) {
           return a.directive > b.directive || (a.directive == b.directive && a.clause >= b.clause);
         }) == Allowed.end();
}
static_assert(allowRowsSorted(), "omp_allowed.def: rows are sorted and a (directive, clause) pair is listed once");

constexpr bool versionsAgree() {
  return std::ranges::all_of(Allowed, [](const AllowRow& row) {
    return row.since >= Directives[indexOf(row.directive)].since && row.since >= Clauses[indexOf(row.clause)].since;
  });
}
static_assert(versionsAgree(), "omp_allowed.def: a pair is not older than its directive and its clause");

constexpr bool everyClauseHasAPlace() {
  return std::ranges::all_of(Clauses, [](const ClauseRow& clause) {
    return std::ranges::any_of(Allowed, [&](const AllowRow& row) { return row.clause == clause.kind; });
  });
}
static_assert(everyClauseHasAPlace(), "omp_clauses.def: a clause without a directive that takes it");

constexpr bool lackingPairsAreAllowed() {
  return std::ranges::all_of(
      Lacking, [](const LacksRow& row) { return cellAt(row.directive, row.clause).repeat != Repeat::Never; });
}
static_assert(lackingPairsAreAllowed(), "omp_allowed.def: LACKS names a pair that OpenMP does not allow");

constexpr std::size_t MostInGroup = 6;

struct GroupRow {
  DirectiveKind directive;
  std::array<ClauseKind, MostInGroup> clauses;
  std::size_t size;
};

template <class... Kinds> constexpr GroupRow group(DirectiveKind directive, Kinds... clauses) {
  return {directive, {clauses...}, sizeof...(clauses)};
}

constexpr auto ExclusiveRows = [] {
  using enum ClauseKind;
  return std::to_array<GroupRow>({
#define EXCLUSIVE(Directive, ...) group(DirectiveKind::Directive, __VA_ARGS__),
#include "grammar/openmp.def"
  });
}();

constexpr auto RequiredRows = [] {
  using enum ClauseKind;
  return std::to_array<GroupRow>({
#define REQUIRED(Directive, ...) group(DirectiveKind::Directive, __VA_ARGS__),
#include "grammar/openmp.def"
  });
}();

constexpr auto NeededRows = [] {
  using enum ClauseKind;
  return std::to_array<GroupRow>({
#define NEEDS(Directive, ...) group(DirectiveKind::Directive, __VA_ARGS__),
#include "grammar/openmp.def"
  });
}();

constexpr bool groupsAreAllowed(const GroupRow& row) {
  return std::all_of(row.clauses.begin(), row.clauses.begin() + row.size,
                     [&](ClauseKind clause) { return cellAt(row.directive, clause).repeat != Repeat::Never; });
}
static_assert(std::ranges::all_of(ExclusiveRows, groupsAreAllowed) &&
                  std::ranges::all_of(RequiredRows, groupsAreAllowed) &&
                  std::ranges::all_of(NeededRows, groupsAreAllowed),
              "omp_allowed.def: a group names a clause that its directive does not take");

template <std::size_t N> constexpr std::array<ClauseGroup, N> groupsOf(const std::array<GroupRow, N>& rows) {
  std::array<ClauseGroup, N> groups{};
  for (std::size_t i = 0; i < N; ++i) groups[i] = {rows[i].directive, {rows[i].clauses.data(), rows[i].size}};
  return groups;
}

constexpr auto ExclusiveGroups = groupsOf(ExclusiveRows);
constexpr auto RequiredGroups = groupsOf(RequiredRows);
constexpr auto NeededPairs = groupsOf(NeededRows);

template <class Kind, class Rows> std::optional<Kind> kindOf(const Rows& rows, std::string_view spelling) {
  auto row = std::ranges::find(rows, spelling, [](const auto& candidate) { return candidate.spelling; });
  return row == rows.end() ? std::nullopt : std::optional<Kind>(row->kind);
}

// A leaf directive's list of leaves is itself.
constexpr auto LeafKinds = [] {
  std::array<DirectiveKind, LeafCount> kinds{};
  for (std::size_t i = 0; i < LeafCount; ++i) kinds[i] = LeafRows[i].kind;
  return kinds;
}();

} // namespace

std::string_view spelling(DirectiveKind kind) { return Directives[indexOf(kind)].spelling; }
std::optional<DirectiveKind> directiveOf(std::string_view spelling) {
  return kindOf<DirectiveKind>(Directives, spelling);
}
Version sinceVersion(DirectiveKind kind) { return Directives[indexOf(kind)].since; }
bool inClang(DirectiveKind kind) { return Directives[indexOf(kind)].in_clang; }
Category category(DirectiveKind kind) { return Directives[indexOf(kind)].category; }
bool reachesClang(DirectiveKind kind) {
  return category(kind) != Category::Informational && category(kind) != Category::Meta;
}
bool isExecuted(DirectiveKind kind) {
  return category(kind) != Category::Declarative && category(kind) != Category::Informational;
}
Association association(DirectiveKind kind) { return Directives[indexOf(kind)].association; }
DirectiveArgument argumentOf(DirectiveKind kind) { return Directives[indexOf(kind)].argument; }
bool isCombined(DirectiveKind kind) { return isCombinedIndex(indexOf(kind)); }
bool isStandalone(DirectiveKind kind) { return association(kind) == Association::None; }

std::span<const DirectiveKind> leafConstructs(DirectiveKind kind) {
  if (!isCombined(kind)) return {&LeafKinds[indexOf(kind)], 1};
  const CombinedRow& row = combinedRow(indexOf(kind));
  return {row.leaves.data(), row.leaf_count};
}

bool hasLeaf(DirectiveKind kind, DirectiveKind leaf) {
  std::span<const DirectiveKind> leaves = leafConstructs(kind);
  return std::ranges::find(leaves, leaf) != leaves.end();
}

bool isWorksharing(DirectiveKind kind) {
  using enum DirectiveKind;
  return std::ranges::any_of(leafConstructs(kind), [](DirectiveKind leaf) {
    return leaf == For || leaf == Sections || leaf == Single || leaf == Scope || leaf == Loop;
  });
}

bool isTaskGenerating(DirectiveKind kind) {
  return hasLeaf(kind, DirectiveKind::Task) || hasLeaf(kind, DirectiveKind::Taskloop);
}

bool isParallel(DirectiveKind kind) { return hasLeaf(kind, DirectiveKind::Parallel); }
bool startsThreads(DirectiveKind kind) { return isParallel(kind) || hasLeaf(kind, DirectiveKind::Teams); }

bool isForDevice(DirectiveKind kind) {
  return hasLeaf(kind, DirectiveKind::Target) || kind == DirectiveKind::TargetData ||
         kind == DirectiveKind::TargetEnterData || kind == DirectiveKind::TargetExitData ||
         kind == DirectiveKind::TargetUpdate;
}

std::optional<DirectiveKind> combined(std::span<const DirectiveKind> leaves) {
  for (std::size_t i = 0; !leaves.empty() && i < DirectiveCount; ++i) {
    auto kind = static_cast<DirectiveKind>(i);
    if (std::ranges::equal(leafConstructs(kind), leaves)) return kind;
  }
  return std::nullopt;
}

std::optional<DirectiveKind> withoutTarget(DirectiveKind kind) {
  return isForDevice(kind) ? combined(leafConstructs(kind).subspan(1)) : kind;
}

std::string_view spelling(ClauseKind kind) { return Clauses[indexOf(kind)].spelling; }
std::optional<ClauseKind> clauseOf(std::string_view spelling) { return kindOf<ClauseKind>(Clauses, spelling); }
Version sinceVersion(ClauseKind kind) { return Clauses[indexOf(kind)].since; }
bool inClang(ClauseKind kind) { return Clauses[indexOf(kind)].in_clang; }
bool isReduction(ClauseKind kind) {
  return kind == ClauseKind::Reduction || kind == ClauseKind::InReduction || kind == ClauseKind::TaskReduction;
}

Repeat repeat(DirectiveKind directive, ClauseKind clause) { return cellAt(directive, clause).repeat; }
bool allowed(DirectiveKind directive, ClauseKind clause) {
  if (repeat(directive, clause) == Repeat::Never) return false;
  // What is decided while compiling needs no clang; what only informs is promised of the code that clang makes.
  if (category(directive) == Category::Meta) return true;
  return (inClang(directive) || !reachesClang(directive)) && cellAt(directive, clause).in_clang;
}
Version sinceVersion(DirectiveKind directive, ClauseKind clause) { return cellAt(directive, clause).since; }

ArgumentForm argumentForm(DirectiveKind directive, ClauseKind clause) {
  for (const ArgumentRow& row : Arguments) {
    if (row.directive == directive && row.clause == clause) return row.form;
  }
  return Clauses[indexOf(clause)].form;
}

KeywordSet keywordsOf(DirectiveKind directive, ClauseKind clause) {
  for (const ArgumentRow& row : Arguments) {
    if (row.directive == directive && row.clause == clause) return row.keywords;
  }
  return Clauses[indexOf(clause)].keywords;
}

std::span<const ClauseGroup> exclusiveGroups() { return ExclusiveGroups; }
std::span<const ClauseGroup> requiredGroups() { return RequiredGroups; }
std::span<const ClauseGroup> neededPairs() { return NeededPairs; }

} // namespace pyompcc::omp
