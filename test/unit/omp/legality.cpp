// test/unit/omp/legality.cpp
//
// Every pair of directive and clause, generated from the tables: what is allowed parses, what is not is rejected.

#include "test/unit/omp/parsed.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace pyompcc::omp;

namespace {

// A correct argument for each form.
std::string argumentFor(DirectiveKind directive, ClauseKind clause) {
  std::string_view keyword;
  for (const KeywordRow& row : keywords(keywordsOf(directive, clause))) {
    if (keyword.empty() && row.in_clang) keyword = row.text;
  }
  switch (argumentForm(directive, clause)) {
  case ArgumentForm::Bare:
  case ArgumentForm::OptionalExpression: return "";
  case ArgumentForm::Keyword:
  case ArgumentForm::Schedule:
  case ArgumentForm::Order:
  case ArgumentForm::Defaultmap: return fmt::format("({})", keyword);
  case ArgumentForm::Reduction: return "(+: x)";
  case ArgumentForm::Depend: return "(in: x)";
  case ArgumentForm::Doacross: return "(source:)";
  case ArgumentForm::Init: return "(target: x)";
  case ArgumentForm::When: return "(device={kind(cpu)}: parallel)";
  case ArgumentForm::Variant:
  case ArgumentForm::DirectiveNames: return "(parallel)";
  default: return "(x)";
  }
}

std::string directiveFor(DirectiveKind directive) {
  std::string text(spelling(directive));
  switch (argumentOf(directive)) {
  case DirectiveArgument::Construct: return text + " for";
  case DirectiveArgument::Mapper: return text + "(m : T v)";
  case DirectiveArgument::Reduction:
  case DirectiveArgument::Induction: return text + "(r : int : omp_out += omp_in)";
  case DirectiveArgument::None: return text;
  default: return text + "(x)";
  }
}

std::string clauseFor(DirectiveKind directive, ClauseKind clause) {
  return fmt::format(" {}{}", spelling(clause), argumentFor(directive, clause));
}

bool contains(std::span<const ClauseKind> clauses, ClauseKind clause) {
  return std::ranges::find(clauses, clause) != clauses.end();
}

// The directive with the clause and the least that must stand beside it.
std::string withNeeds(DirectiveKind directive, ClauseKind clause) {
  std::string text = directiveFor(directive) + clauseFor(directive, clause);
  for (const ClauseGroup& group : requiredGroups()) {
    if (group.directive == directive && !contains(group.clauses, clause)) {
      text += clauseFor(directive, group.clauses[0]);
    }
  }
  for (const ClauseGroup& pair : neededPairs()) {
    if (pair.directive == directive && pair.clauses[0] == clause) text += clauseFor(directive, pair.clauses[1]);
  }
  return text;
}

template <class Visit> void forEachPair(Visit visit) {
  for (std::size_t i = 0; i < DirectiveCount; ++i) {
    auto directive = static_cast<DirectiveKind>(i);
    if (!inClang(directive)) continue;
    for (std::size_t j = 0; j < ClauseCount; ++j) visit(directive, static_cast<ClauseKind>(j));
  }
}

} // namespace

TEST_CASE("every allowed pair parses and prints itself") {
  std::size_t pairs = 0;
  forEachPair([&](DirectiveKind directive, ClauseKind clause) {
    if (!allowed(directive, clause)) return;
    ++pairs;
    std::string source = withNeeds(directive, clause);
    Parsed parsed{source};
    INFO(source);
    CHECK(parsed.faults() == std::vector<std::string>{});
    REQUIRE(parsed.directive.has_value());
    CHECK(parsed.directive->has(clause));
    CHECK(Parsed{dump(*parsed.directive)}.faults().empty());
  });
  CHECK(pairs > 800);
}

TEST_CASE("every other pair is rejected at the clause") {
  forEachPair([&](DirectiveKind directive, ClauseKind clause) {
    // What clang never sees may have the clauses that clang lacks.
    bool known = repeat(directive, clause) != Repeat::Never;
    if (allowed(directive, clause) || (known && !reachesClang(directive))) return;
    std::string source = directiveFor(directive);
    std::size_t begin = source.size() + 1;
    source += clauseFor(directive, clause);
    std::string_view kind = known ? "ClauseLacking" : "ClauseNotAllowed";
    std::string expected = fmt::format("{}@{}-{}", kind, begin, begin + spelling(clause).size());
    std::vector<std::string> faults = Parsed{source}.faults();
    INFO(source);
    // The longest name wins: `for` and the clause `simd` are the directive `for simd`.
    if (directiveOf(fmt::format("{} {}", spelling(directive), spelling(clause)))) return;
    CHECK(std::ranges::find(faults, expected) != faults.end());
  });
}

TEST_CASE("a clause that may stand once is rejected the second time") {
  forEachPair([&](DirectiveKind directive, ClauseKind clause) {
    if (!allowed(directive, clause) || repeat(directive, clause) != Repeat::Once) return;
    std::string source = withNeeds(directive, clause) + clauseFor(directive, clause);
    INFO(source);
    std::vector<std::string> faults = Parsed{source}.faults();
    REQUIRE_FALSE(faults.empty());
    CHECK(faults[0].starts_with("ClauseRepeated@"));
  });
}

TEST_CASE("combined directives derive their clauses") {
  using enum DirectiveKind;
  CHECK(allowed(ParallelFor, ClauseKind::Schedule));
  CHECK(allowed(ParallelFor, ClauseKind::NumThreads));
  CHECK_FALSE(allowed(ParallelFor, ClauseKind::Nowait));
  CHECK(allowed(TargetParallelFor, ClauseKind::Nowait));
  CHECK_FALSE(allowed(TargetParallel, ClauseKind::Copyin));
  CHECK_FALSE(allowed(DistributeParallelFor, ClauseKind::Ordered));
  CHECK(sinceVersion(ParallelForSimd, ClauseKind::Reduction) == 40);
  CHECK(leafConstructs(TeamsDistributeParallelForSimd).size() == 5);
  CHECK(association(ParallelFor) == Association::Loop);
  CHECK(association(ParallelMasked) == Association::Block);
  CHECK(isWorksharing(ParallelSections));
  CHECK_FALSE(isWorksharing(Parallel));
  CHECK(isTaskGenerating(MaskedTaskloop));
  CHECK(isStandalone(Barrier));
}
