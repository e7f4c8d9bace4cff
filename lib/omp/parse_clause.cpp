// lib/omp/parse_clause.cpp
//
// The forms that several clauses share: lists, expressions, keywords.
#include "lib/omp/parse_clause.h"

#include "lib/diag/rows/omp.h"
#include "lib/support/nearest_name.h"

#include <algorithm>

namespace pyompcc::omp {
namespace {

// name ('.' name | '[' subscript ']')*
bool isLocator(const Scanner& scanner, TextRange range) {
  std::uint32_t i = scanner.word(range.begin, range.end).end;
  if (i == range.begin) return false;
  for (i = scanner.skipBlanks(i, range.end); i < range.end; i = scanner.skipBlanks(i, range.end)) {
    if (scanner.at(i) == '[') {
      i = scanner.partner(i) + 1;
    } else if (scanner.at(i) == '.') {
      std::uint32_t begin = scanner.skipBlanks(i + 1, range.end);
      i = scanner.word(begin, range.end).end;
      if (i == begin) return false;
    } else {
      return false;
    }
  }
  return true;
}

std::string quotedList(KeywordSet set) {
  std::string list;
  for (const KeywordRow& row : keywords(set)) {
    if (!row.text.empty()) list += fmt::format("{}`{}`", list.empty() ? "" : ", ", row.text);
  }
  return list;
}

} // namespace

Item parseItem(const Scanner& scanner, TextRange range) {
  TextRange name = scanner.word(range.begin, range.end);
  Item item{Item::Form::Expression, {}, std::string(scanner.view(range)), range, scanner.locate(range)};
  if (!isLocator(scanner, range)) return item;
  item.form = name.end == range.end ? Item::Form::Name : Item::Form::Section;
  item.name = scanner.view(name);
  return item;
}

Item ClauseParser::expressionItem(TextRange range) const { return parseItem(scanner_, range); }

void ClauseParser::parse(Clause& clause, std::optional<TextRange> argument) {
  ArgumentForm form = argumentForm(directive_, clause.kind);
  std::string_view name = spelling(clause.kind);
  if (!argument) {
    if (form != ArgumentForm::Bare && form != ArgumentForm::OptionalExpression) {
      emitter_.report(clause.loc, diag::ClauseArgumentMissing, name);
    }
    return;
  }
  if (form == ArgumentForm::Bare) {
    emitter_.report(scanner_.locate(*argument), diag::ClauseArgumentUnexpected, name);
    return;
  }
  TextRange range = scanner_.trim(*argument);
  if (range.begin == range.end) {
    emitter_.report(scanner_.locate({argument->begin - 1, argument->end + 1}), diag::ClauseArgumentEmpty, name);
    return;
  }
  parseForm(clause, range);
}

void ClauseParser::parseForm(Clause& clause, TextRange range) {
  std::string_view name = spelling(clause.kind);
  switch (argumentForm(directive_, clause.kind)) {
  case ArgumentForm::Expression:
  case ArgumentForm::OptionalExpression: return parseExpression(clause, range);
  case ArgumentForm::Expressions: return parseExpressions(name, range, clause.items);
  case ArgumentForm::Names: return parseNames(name, range, clause.items);
  case ArgumentForm::Locators: return parseLocators(name, range, clause.items);
  case ArgumentForm::Keyword: return parseKeyword(clause, keywordsOf(directive_, clause.kind), range);
  case ArgumentForm::KeywordNames: return parseKeywordNames(clause, range);
  case ArgumentForm::KeywordExpression: return parseKeywordExpression(clause, range);
  case ArgumentForm::Schedule: return parseSchedule(clause, range);
  case ArgumentForm::Reduction: return parseReduction(clause, range);
  case ArgumentForm::Order: return parseOrder(clause, range);
  case ArgumentForm::Defaultmap: return parseDefaultmap(clause, range);
  case ArgumentForm::If: return parseIf(clause, range);
  case ArgumentForm::NumTeams: return parseNumTeams(clause, range);
  case ArgumentForm::Linear: return parseLinear(clause, range);
  case ArgumentForm::Aligned: return parseAligned(clause, range);
  case ArgumentForm::Allocate: return parseAllocate(clause, range);
  case ArgumentForm::Affinity: return parseAffinity(clause, range);
  case ArgumentForm::Depend: return parseDepend(clause, range);
  case ArgumentForm::Doacross: return parseDoacross(clause, range);
  case ArgumentForm::Map: return parseMap(clause, range);
  case ArgumentForm::Motion: return parseMotion(clause, range);
  case ArgumentForm::UsesAllocators: return parseUsesAllocators(clause, range);
  case ArgumentForm::Init: return parseInit(clause, range);
  case ArgumentForm::DirectiveNames: return parseDirectiveNames(clause, range);
  case ArgumentForm::Opaque: clause.items.push_back(expressionItem(range)); return;
  // parse_directive.cpp reads directives inside clauses; a bare clause has no argument.
  case ArgumentForm::When:
  case ArgumentForm::Variant:
  case ArgumentForm::Bare: return;
  }
}

bool ClauseParser::isPresent(std::string_view owner, TextRange range) {
  if (range.begin != range.end) return true;
  emitter_.report(scanner_.locate({range.begin, range.begin + 1}), diag::ClausePartEmpty, owner);
  return false;
}

void ClauseParser::parseNames(std::string_view owner, TextRange range, std::vector<Item>& items) {
  if (!isPresent(owner, scanner_.trim(range))) return;
  for (TextRange part : scanner_.split(range, ',')) {
    if (!isPresent(owner, part)) continue;
    Item item = parseItem(scanner_, part);
    if (item.form == Item::Form::Name) {
      items.push_back(std::move(item));
    } else {
      emitter_.report(item.loc, diag::ClauseNameExpected, owner, item.text);
    }
  }
}

void ClauseParser::parseLocators(std::string_view owner, TextRange range, std::vector<Item>& items) {
  if (!isPresent(owner, scanner_.trim(range))) return;
  for (TextRange part : scanner_.split(range, ',')) {
    if (!isPresent(owner, part)) continue;
    Item item = parseItem(scanner_, part);
    if (item.form != Item::Form::Expression) {
      items.push_back(std::move(item));
    } else {
      emitter_.report(item.loc, diag::ClauseNameExpected, owner, item.text);
    }
  }
}

void ClauseParser::parseExpressions(std::string_view owner, TextRange range, std::vector<Item>& items) {
  if (!isPresent(owner, scanner_.trim(range))) return;
  for (TextRange part : scanner_.split(range, ',')) {
    if (isPresent(owner, part)) items.push_back(parseItem(scanner_, part));
  }
}

void ClauseParser::parseExpression(Clause& clause, TextRange range) {
  range = scanner_.trim(range);
  if (!isPresent(spelling(clause.kind), range)) return;
  if (scanner_.find(range, ',')) {
    emitter_.report(scanner_.locate(range), diag::ClauseArgumentNotOne, spelling(clause.kind));
    return;
  }
  clause.items.push_back(expressionItem(range));
}

ClauseParser::Halves ClauseParser::halves(TextRange range) const {
  std::optional<std::uint32_t> colon = scanner_.find(range, ':');
  if (!colon) return {std::nullopt, scanner_.trim(range)};
  return {scanner_.trim({range.begin, *colon}), scanner_.trim({*colon + 1, range.end})};
}

ClauseParser::Call ClauseParser::callAt(TextRange range) const {
  TextRange word = scanner_.word(range.begin, range.end);
  Call call{lowerCase(scanner_.view(word)), std::nullopt};
  std::uint32_t open = scanner_.skipBlanks(word.end, range.end);
  if (open == range.end) return call;
  if (scanner_.at(open) != '(' || scanner_.partner(open) + 1 != range.end) return {};
  call.argument = TextRange{open + 1, range.end - 1};
  return call;
}

bool ClauseParser::tryKeyword(Clause& clause, KeywordSet set, TextRange range) {
  std::string text = lowerCase(scanner_.view(range));
  for (const KeywordRow& row : keywords(set)) {
    if (row.text.empty() || row.text != text) continue;
    support::Loc loc = scanner_.locate(range);
    if (!row.in_clang) {
      emitter_.report(loc, diag::KeywordLacking, row.text, spelling(clause.kind), row.since / 10, row.since % 10);
    }
    clause.modifiers.push_back({set, row.value, loc, {}});
    return true;
  }
  return false;
}

void ClauseParser::reportKeyword(const Clause& clause, KeywordSet set, TextRange range) {
  if (!isPresent(spelling(clause.kind), range)) return;
  std::vector<std::string_view> candidates;
  for (const KeywordRow& row : keywords(set)) candidates.push_back(row.text);
  std::string_view written = scanner_.view(range);
  std::string_view owner = spelling(clause.kind);
  support::Loc loc = scanner_.locate(range);
  std::optional<std::string_view> nearest = support::nearestName(written, candidates);
  if (nearest && !nearest->empty()) {
    emitter_.report(loc, diag::KeywordUnknownNearest, description(set), written, owner, *nearest);
  } else {
    emitter_.report(loc, diag::KeywordUnknown, description(set), written, owner, quotedList(set));
  }
}

void ClauseParser::reportColon(const Clause& clause, std::string_view form, TextRange range) {
  emitter_.report(scanner_.locate(range), diag::ClauseColonMissing, spelling(clause.kind), form);
}

void ClauseParser::parseKeyword(Clause& clause, KeywordSet set, TextRange range) {
  if (!tryKeyword(clause, set, range)) reportKeyword(clause, set, range);
}

} // namespace pyompcc::omp
