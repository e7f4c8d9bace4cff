// lib/omp/parse_clause_forms.cpp
//
// The forms of argument that belong to one kind of clause; each function's comment is the form it reads.
#include "lib/diag/rows/omp.h"
#include "lib/omp/parse_clause.h"

#include <algorithm>

namespace pyompcc::omp {

// [keyword:] name, ...        lastprivate(conditional: x)
void ClauseParser::parseKeywordNames(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  if (parts.before) parseKeyword(clause, keywordsOf(directive_, clause.kind), *parts.before);
  parseNames(spelling(clause.kind), parts.after, clause.items);
}

// [keyword:] expression       grainsize(strict: n)
void ClauseParser::parseKeywordExpression(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  if (parts.before) parseKeyword(clause, keywordsOf(directive_, clause.kind), *parts.before);
  parseExpression(clause, parts.after);
}

// [modifier, ...:] kind [, chunk]        schedule(nonmonotonic: dynamic, 4)
void ClauseParser::parseSchedule(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  if (parts.before) {
    for (TextRange modifier : scanner_.split(*parts.before, ',')) {
      parseKeyword(clause, KeywordSet::ScheduleModifier, modifier);
    }
    if (clause.has(ScheduleModifier::Monotonic) && clause.has(ScheduleModifier::Nonmonotonic)) {
      emitter_.report(scanner_.locate(*parts.before), diag::KeywordExclusive, keywordText(ScheduleModifier::Monotonic),
                      keywordText(ScheduleModifier::Nonmonotonic), spelling(clause.kind));
    }
  }
  std::optional<std::uint32_t> comma = scanner_.find(parts.after, ',');
  TextRange kind = scanner_.trim({parts.after.begin, comma.value_or(parts.after.end)});
  parseKeyword(clause, keywordsOf(directive_, clause.kind), kind);
  if (!comma) return;
  TextRange chunk{*comma + 1, parts.after.end};
  std::optional<ScheduleKind> schedule = clause.get<ScheduleKind>();
  if (schedule == ScheduleKind::Auto || schedule == ScheduleKind::Runtime) {
    emitter_.report(scanner_.locate(scanner_.trim(chunk)), diag::ScheduleChunk, keywordText(*schedule));
    return;
  }
  parseExpression(clause, chunk);
}

// [modifier,] operator: variable, ...        reduction(inscan, +: s)
void ClauseParser::parseReduction(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  if (!parts.before) {
    reportColon(clause, "operator: variable, ...", range);
    return;
  }
  std::vector<TextRange> words = scanner_.split(*parts.before, ',');
  if (words.empty()) words.push_back(*parts.before);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    parseKeyword(clause, KeywordSet::ReductionModifier, words[i]);
  }
  parseReductionOperator(clause, words.back());
  parseLocators(spelling(clause.kind), parts.after, clause.items);
}

void ClauseParser::parseReductionOperator(Clause& clause, TextRange range) {
  if (tryKeyword(clause, KeywordSet::ReductionOperator, range)) return;
  Item name = parseItem(scanner_, range);
  if (name.form != Item::Form::Name) {
    reportKeyword(clause, KeywordSet::ReductionOperator, range);
    return;
  }
  support::Loc loc = name.loc;
  clause.modifiers.push_back({KeywordSet::ReductionOperator,
                              static_cast<std::uint8_t>(ReductionOperator::Identifier),
                              loc,
                              {std::move(name)}});
}

// [modifier:] kind        order(reproducible: concurrent)
void ClauseParser::parseOrder(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  if (parts.before) parseKeyword(clause, KeywordSet::OrderModifier, *parts.before);
  parseKeyword(clause, KeywordSet::OrderKind, parts.after);
}

// behaviour [: category]        defaultmap(tofrom: scalar)
void ClauseParser::parseDefaultmap(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  parseKeyword(clause, KeywordSet::DefaultmapBehavior, parts.before.value_or(parts.after));
  if (parts.before) parseKeyword(clause, KeywordSet::DefaultmapCategory, parts.after);
}

// [directive name:] expression        if(parallel: n > 100)
void ClauseParser::parseIf(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  parseExpression(clause, parts.after);
  if (!parts.before) return;
  std::vector<DirectiveKind> candidates;
  for (DirectiveKind leaf : leafConstructs(directive_)) {
    if (repeat(leaf, ClauseKind::If) != Repeat::Never) candidates.push_back(leaf);
  }
  std::string written = lowerCase(scanner_.view(*parts.before));
  std::string list;
  for (DirectiveKind candidate : candidates) {
    if (spelling(candidate) == written) clause.directive_name = candidate;
    list += fmt::format("{}`{}`", list.empty() ? "" : ", ", spelling(candidate));
  }
  if (!clause.directive_name && isPresent(spelling(clause.kind), *parts.before)) {
    emitter_.report(scanner_.locate(*parts.before), diag::IfModifierUnknown, scanner_.view(*parts.before),
                    spelling(directive_), list);
  }
}

// [expression:] expression        num_teams(2: 8)
void ClauseParser::parseNumTeams(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  if (parts.before) parseExpression(clause, *parts.before);
  parseExpression(clause, parts.after);
}

// name, ... [: step]        linear(i: 2), linear(i: step(2), val), linear(val(i): 2)
void ClauseParser::parseLinear(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  TextRange list = parts.before.value_or(parts.after);
  Call call = callAt(list);
  if (call.argument) {
    TextRange word = scanner_.word(list.begin, list.end);
    parseKeyword(clause, KeywordSet::LinearModifier, word);
    list = *call.argument;
  }
  parseNames(spelling(clause.kind), list, clause.items);
  if (parts.before) parseLinearStep(clause, parts.after);
}

void ClauseParser::parseLinearStep(Clause& clause, TextRange range) {
  std::vector<TextRange> parts = scanner_.split(range, ',');
  if (parts.empty()) isPresent(spelling(clause.kind), range);
  for (TextRange part : parts) {
    Call call = callAt(part);
    TextRange step = part;
    if (!call.argument && tryKeyword(clause, KeywordSet::LinearModifier, part)) continue;
    if (call.argument && call.word == keywordText(LinearModifier::Step)) step = scanner_.trim(*call.argument);
    if (!isPresent(spelling(clause.kind), step)) continue;
    addModifier(clause, KeywordSet::LinearModifier, LinearModifier::Step, part, step);
  }
}

// name, ... [: alignment]        aligned(p: 64)
void ClauseParser::parseAligned(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  parseNames(spelling(clause.kind), parts.before.value_or(parts.after), clause.items);
  if (!parts.before || !isPresent(spelling(clause.kind), parts.after)) return;
  addModifier(clause, KeywordSet::AlignedModifier, AlignedModifier::Alignment, parts.after, parts.after);
}

// [allocator or modifier(expression), ...:] name, ...        allocate(align(64), allocator(a): x)
void ClauseParser::parseAllocate(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  parseNames(spelling(clause.kind), parts.after, clause.items);
  if (!parts.before) return;
  for (TextRange part : scanner_.split(*parts.before, ',')) {
    Call call = callAt(part);
    bool is_align = call.argument && call.word == keywordText(AllocateModifier::Align);
    bool is_allocator = call.argument && call.word == keywordText(AllocateModifier::Allocator);
    TextRange value = is_align || is_allocator ? scanner_.trim(*call.argument) : part;
    if (!isPresent(spelling(clause.kind), value)) continue;
    AllocateModifier kind = is_align ? AllocateModifier::Align : AllocateModifier::Allocator;
    addModifier(clause, KeywordSet::AllocateModifier, kind, part, value);
  }
}

// [iterator(...):] place, ...        affinity(a[i])
void ClauseParser::parseAffinity(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  if (parts.before) parseIterator(clause, *parts.before);
  parseLocators(spelling(clause.kind), parts.after, clause.items);
}

// [iterator(...),] type: place, ...        depend(in: a[i], b[1:n])
void ClauseParser::parseDepend(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  if (!parts.before) {
    reportColon(clause, "type: variable, ...", range);
    return;
  }
  std::vector<TextRange> words = scanner_.split(*parts.before, ',');
  if (words.empty()) words.push_back(*parts.before);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) parseIterator(clause, words[i]);
  parseKeyword(clause, KeywordSet::DependType, words.back());
  parseLocators(spelling(clause.kind), parts.after, clause.items);
}

// source [:], sink: expression, ...        doacross(sink: i - 1)
void ClauseParser::parseDoacross(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  parseKeyword(clause, KeywordSet::DoacrossType, parts.before.value_or(parts.after));
  if (clause.get<DoacrossType>() == DoacrossType::Sink && !parts.before) {
    reportColon(clause, "sink: iteration, ...", range);
  } else if (parts.before && parts.after.begin != parts.after.end) {
    parseExpressions(spelling(clause.kind), parts.after, clause.items);
  } else if (clause.get<DoacrossType>() == DoacrossType::Sink) {
    isPresent(spelling(clause.kind), parts.after);
  }
}

// [modifier, ...] [type] : place, ...        map(always, to: a[0:n])
void ClauseParser::parseMap(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  parseLocators(spelling(clause.kind), parts.after, clause.items);
  if (!parts.before) return;
  for (TextRange part : scanner_.split(*parts.before, ',')) {
    Call call = callAt(part);
    if (call.argument && call.word == "iterator") {
      parseIterator(clause, part);
    } else if (call.argument && call.word == keywordText(MapModifier::Mapper)) {
      addModifier(clause, KeywordSet::MapModifier, MapModifier::Mapper, part, scanner_.trim(*call.argument));
    } else if (!tryKeyword(clause, KeywordSet::MapModifier, part)) {
      parseKeyword(clause, KeywordSet::MapType, part);
    }
  }
}

// [modifier, ...:] place, ...        to(present: a[0:n])
void ClauseParser::parseMotion(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  parseLocators(spelling(clause.kind), parts.after, clause.items);
  if (!parts.before) return;
  for (TextRange part : scanner_.split(*parts.before, ',')) {
    Call call = callAt(part);
    if (call.argument && call.word == "iterator") {
      parseIterator(clause, part);
    } else if (call.argument && call.word == keywordText(MotionModifier::Mapper)) {
      addModifier(clause, KeywordSet::MotionModifier, MotionModifier::Mapper, part, scanner_.trim(*call.argument));
    } else {
      parseKeyword(clause, KeywordSet::MotionModifier, part);
    }
  }
}

// [modifier(expression), ...:] allocator [(traits)], ...        uses_allocators(a(t))
void ClauseParser::parseUsesAllocators(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  parseExpressions(spelling(clause.kind), parts.after, clause.items);
  if (!parts.before) return;
  for (TextRange part : scanner_.split(*parts.before, ',')) {
    parseKeyword(clause, KeywordSet::AllocatorModifier, scanner_.word(part.begin, part.end));
    Call call = callAt(part);
    if (call.argument && !clause.modifiers.empty()) {
      clause.modifiers.back().arguments.push_back(expressionItem(scanner_.trim(*call.argument)));
    }
  }
}

// [prefer_type(...),] type, ...: variable        init(targetsync: object)
void ClauseParser::parseInit(Clause& clause, TextRange range) {
  Halves parts = halves(range);
  if (!parts.before) {
    reportColon(clause, "type: variable", range);
    return;
  }
  for (TextRange part : scanner_.split(*parts.before, ',')) {
    Call call = callAt(part);
    parseKeyword(clause, KeywordSet::InteropType, call.argument ? scanner_.word(part.begin, part.end) : part);
    if (call.argument && !clause.modifiers.empty()) {
      clause.modifiers.back().arguments.push_back(expressionItem(scanner_.trim(*call.argument)));
    }
  }
  parseNames(spelling(clause.kind), parts.after, clause.items);
}

// directive name, ...        absent(parallel, target)
void ClauseParser::parseDirectiveNames(Clause& clause, TextRange range) {
  for (TextRange part : scanner_.split(range, ',')) {
    if (!isPresent(spelling(clause.kind), part)) continue;
    if (!directiveOf(lowerCase(scanner_.view(part)))) {
      emitter_.report(scanner_.locate(part), diag::DirectiveUnknown, scanner_.view(part));
    }
    clause.items.push_back(expressionItem(part));
  }
}

// iterator([type] name = begin:end[:step], ...)        iterator(i = 0:n, j = 0:m:2)
void ClauseParser::parseIterator(Clause& clause, TextRange range) {
  Call call = callAt(range);
  if (!call.argument || call.word != "iterator") {
    emitter_.report(scanner_.locate(range), diag::ClauseIterator, scanner_.view(range));
    return;
  }
  for (TextRange part : scanner_.split(*call.argument, ',')) {
    std::optional<std::uint32_t> equals = scanner_.find(part, '=');
    TextRange head = scanner_.trim({part.begin, equals.value_or(part.begin)});
    // A type before the name is C's; Python infers it.
    std::uint32_t blank = head.end;
    while (blank > head.begin && scanner_.at(blank - 1) != ' ') --blank;
    Item variable = parseItem(scanner_, {blank, head.end});
    std::vector<TextRange> bounds;
    if (equals) bounds = scanner_.split({*equals + 1, part.end}, ':');
    bool complete = variable.form == Item::Form::Name && (bounds.size() == 2 || bounds.size() == 3) &&
                    std::ranges::none_of(bounds, [](TextRange bound) { return bound.begin == bound.end; });
    if (!complete) {
      emitter_.report(scanner_.locate(part), diag::ClauseIterator, scanner_.view(part));
      continue;
    }
    std::optional<Item> step;
    if (bounds.size() == 3) step = expressionItem(bounds[2]);
    clause.iterators.push_back({std::move(variable), expressionItem(bounds[0]), expressionItem(bounds[1]), step});
  }
}

} // namespace pyompcc::omp
