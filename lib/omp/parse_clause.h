// lib/omp/parse_clause.h
//
// The parser of one clause's argument; used by parse_directive.cpp only.
#pragma once

#include "lib/diag/emitter.h"
#include "lib/omp/directive.h"
#include "lib/omp/scanner.h"

namespace pyompcc::omp {

/// Parses one list element: a name, a name with subscripts or an expression.
Item parseItem(const Scanner& scanner, TextRange range);

/// Fills in the argument of clauses of one directive. Each form of argument has its own function.
class ClauseParser {
 public:
  ClauseParser(const Scanner& scanner, DirectiveKind directive, diag::Emitter& emitter)
      : scanner_(scanner), emitter_(emitter), directive_(directive) {}

  /// Parses `argument`, what stands between the parentheses, into `clause`; no argument means no parentheses.
  void parse(Clause& clause, std::optional<TextRange> argument);
  /// Parses a list into items: names alone, or names and sections. Also for the arguments of directives.
  void parseNames(std::string_view owner, TextRange range, std::vector<Item>& items);
  void parseLocators(std::string_view owner, TextRange range, std::vector<Item>& items);
  void parseExpressions(std::string_view owner, TextRange range, std::vector<Item>& items);

 private:
  // A form that stands before the colon of an argument, and what follows it.
  struct Halves {
    std::optional<TextRange> before;
    TextRange after;
  };
  // `word(argument)` or `word`.
  struct Call {
    std::string word;
    std::optional<TextRange> argument;
  };

  void parseForm(Clause& clause, TextRange range);
  void parseExpression(Clause& clause, TextRange range);
  void parseKeyword(Clause& clause, KeywordSet set, TextRange range);
  void parseKeywordNames(Clause& clause, TextRange range);
  void parseKeywordExpression(Clause& clause, TextRange range);
  void parseSchedule(Clause& clause, TextRange range);
  void parseReduction(Clause& clause, TextRange range);
  void parseReductionOperator(Clause& clause, TextRange range);
  void parseOrder(Clause& clause, TextRange range);
  void parseDefaultmap(Clause& clause, TextRange range);
  void parseIf(Clause& clause, TextRange range);
  void parseNumTeams(Clause& clause, TextRange range);
  void parseLinear(Clause& clause, TextRange range);
  void parseLinearStep(Clause& clause, TextRange range);
  void parseAligned(Clause& clause, TextRange range);
  void parseAllocate(Clause& clause, TextRange range);
  void parseAffinity(Clause& clause, TextRange range);
  void parseDepend(Clause& clause, TextRange range);
  void parseDoacross(Clause& clause, TextRange range);
  void parseMap(Clause& clause, TextRange range);
  void parseMotion(Clause& clause, TextRange range);
  void parseUsesAllocators(Clause& clause, TextRange range);
  void parseInit(Clause& clause, TextRange range);
  void parseDirectiveNames(Clause& clause, TextRange range);
  void parseIterator(Clause& clause, TextRange range);

  Halves halves(TextRange range) const;
  Call callAt(TextRange range) const;
  Item expressionItem(TextRange range) const;
  // A modifier that has an argument, standing at `place`.
  template <class Modifier>
  void addModifier(Clause& clause, KeywordSet set, Modifier modifier, TextRange place, TextRange argument) const {
    clause.modifiers.push_back(
        {set, static_cast<std::uint8_t>(modifier), scanner_.locate(place), {expressionItem(argument)}});
  }
  // Adds the keyword if the range is one of the set.
  bool tryKeyword(Clause& clause, KeywordSet set, TextRange range);
  void reportKeyword(const Clause& clause, KeywordSet set, TextRange range);
  void reportColon(const Clause& clause, std::string_view form, TextRange range);
  bool isPresent(std::string_view owner, TextRange range);

  const Scanner& scanner_;
  diag::Emitter& emitter_;
  DirectiveKind directive_;
};

} // namespace pyompcc::omp
