// lib/omp/parse_directive.cpp
//
// The name of a directive, its argument, and the run of clauses after it.
#include "lib/omp/parse_directive.h"

#include "lib/diag/rows/omp.h"
#include "lib/omp/check_directive.h"
#include "lib/omp/parse_clause.h"
#include "lib/support/nearest_name.h"

#include <algorithm>
#include <array>

namespace pyompcc::omp {
namespace {

// `target teams distribute parallel for simd`
constexpr std::size_t MostWords = 6;

constexpr auto DirectiveSpellings = std::to_array<std::string_view>({
#define DIRECTIVE(Name, Spelling, ...) Spelling,
#define COMBINED(Name, Spelling, ...) Spelling,
#include "grammar/openmp.def"
});

constexpr auto ClauseSpellings = std::to_array<std::string_view>({
#define CLAUSE(Name, Spelling, ...) Spelling,
#include "grammar/openmp.def"
});

// OpenMP 6.0 joins the words of some names: `target_data`.
std::optional<DirectiveKind> directiveNamed(std::string text) {
  if (std::optional<DirectiveKind> kind = directiveOf(text)) return kind;
  std::ranges::replace(text, '_', ' ');
  return directiveOf(text);
}

class DirectiveParser {
 public:
  DirectiveParser(const Scanner& scanner, TextRange range, bool is_variant, diag::Emitter& emitter)
      : scanner_(scanner), emitter_(emitter), offset_(range.begin), end_(range.end), is_variant_(is_variant) {}

  std::optional<Directive> parse(bool brackets_pair);

 private:
  void skipPrefix();
  std::vector<TextRange> nameWords() const;
  std::string joined(const std::vector<TextRange>& words, std::size_t count) const;
  bool parseName(Directive& directive);
  void reportUnknown(const std::vector<TextRange>& words);
  bool reportEnd(const std::vector<TextRange>& words);
  bool isAvailable(const Directive& directive);
  void parseArgument(Directive& directive);
  void parseConstruct(Directive& directive);
  void parseDeclaration(Directive& directive, TextRange argument);
  void parseClauses(Directive& directive);
  bool parseClause(Directive& directive, bool is_first);
  void reportUnknownClause(const Directive& directive, TextRange word, bool may_be_name);
  void parseVariant(Clause& clause, TextRange argument);
  std::optional<TextRange> takeParentheses();
  void skipBlanks() { offset_ = scanner_.skipBlanks(offset_, end_); }

  const Scanner& scanner_;
  diag::Emitter& emitter_;
  std::uint32_t offset_;
  std::uint32_t end_;
  bool is_variant_;
};

std::optional<Directive> DirectiveParser::parse(bool brackets_pair) {
  skipPrefix();
  Directive directive;
  if (!parseName(directive)) return std::nullopt;
  if (!brackets_pair || !isAvailable(directive)) return directive;
  parseArgument(directive);
  parseClauses(directive);
  checkDirective(directive, emitter_);
  return directive;
}

// People who come from C write `#pragma omp`, from Fortran `!$omp`.
void DirectiveParser::skipPrefix() {
  skipBlanks();
  std::uint32_t begin = offset_;
  std::uint32_t last = begin;
  for (std::string_view part : {"#", "pragma", "!$", "omp"}) {
    if (lowerCase(scanner_.view({offset_, std::min(end_, offset_ + static_cast<std::uint32_t>(part.size()))})) !=
        part) {
      continue;
    }
    offset_ += static_cast<std::uint32_t>(part.size());
    last = offset_;
    skipBlanks();
  }
  if (last == begin) return;
  TextRange prefix{begin, last};
  emitter_.report(scanner_.locate(prefix), diag::DirectivePrefix, scanner_.view(prefix));
}

// The words that can belong to the name: no word after one that is followed by a parenthesis.
std::vector<TextRange> DirectiveParser::nameWords() const {
  std::vector<TextRange> words;
  std::uint32_t offset = offset_;
  while (words.size() < MostWords) {
    TextRange word = scanner_.word(offset, end_);
    if (word.begin == word.end) break;
    words.push_back(word);
    offset = scanner_.skipBlanks(word.end, end_);
    if (offset < end_ && scanner_.at(offset) == '(') break;
  }
  return words;
}

std::string DirectiveParser::joined(const std::vector<TextRange>& words, std::size_t count) const {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += ' ';
    text += lowerCase(scanner_.view(words[i]));
  }
  return text;
}

bool DirectiveParser::parseName(Directive& directive) {
  std::vector<TextRange> words = nameWords();
  for (std::size_t count = words.size(); count > 0; --count) {
    std::optional<DirectiveKind> kind = directiveNamed(joined(words, count));
    if (!kind) continue;
    directive.kind = *kind;
    directive.loc = scanner_.locate({words[0].begin, words[count - 1].end});
    offset_ = words[count - 1].end;
    return true;
  }
  if (!reportEnd(words)) reportUnknown(words);
  return false;
}

bool DirectiveParser::reportEnd(const std::vector<TextRange>& words) {
  if (words.size() < 2 || joined(words, 1) != "end") return false;
  emitter_.report(scanner_.locate({words.front().begin, words.back().end}), diag::DirectiveEnds,
                  joined(words, words.size()));
  return true;
}

void DirectiveParser::reportUnknown(const std::vector<TextRange>& words) {
  if (words.empty()) {
    if (offset_ == end_) {
      emitter_.report(scanner_.locate({0, scanner_.size()}), diag::DirectiveEmpty);
    } else {
      emitter_.report(scanner_.locate({offset_, offset_ + 1}), diag::DirectiveUnknown,
                      scanner_.view({offset_, offset_ + 1}));
    }
    return;
  }
  for (std::size_t count = words.size(); count > 0; --count) {
    std::string written = joined(words, count);
    std::optional<std::string_view> nearest = support::nearestName(written, DirectiveSpellings);
    if (!nearest) continue;
    emitter_.report(scanner_.locate({words[0].begin, words[count - 1].end}), diag::DirectiveUnknownNearest, written,
                    *nearest);
    return;
  }
  emitter_.report(scanner_.locate(words[0]), diag::DirectiveUnknown, scanner_.view(words[0]));
}

bool DirectiveParser::isAvailable(const Directive& directive) {
  std::string_view name = spelling(directive.kind);
  if (category(directive.kind) == Category::Fortran) {
    if (directive.kind == DirectiveKind::Do) {
      emitter_.report(directive.loc, diag::DirectiveFortranFor, name, spelling(DirectiveKind::For));
    } else {
      emitter_.report(directive.loc, diag::DirectiveFortran, name);
    }
    return false;
  }
  if (!inClang(directive.kind) && reachesClang(directive.kind)) {
    Version since = sinceVersion(directive.kind);
    emitter_.report(directive.loc, diag::DirectiveLacking, name, since / 10, since % 10);
    return false;
  }
  if (is_variant_ && directive.kind == DirectiveKind::Metadirective) {
    emitter_.report(directive.loc, diag::DirectiveNested);
    return false;
  }
  return true;
}

std::optional<TextRange> DirectiveParser::takeParentheses() {
  std::uint32_t open = scanner_.skipBlanks(offset_, end_);
  if (open == end_ || scanner_.at(open) != '(') return std::nullopt;
  offset_ = scanner_.partner(open) + 1;
  return TextRange{open + 1, offset_ - 1};
}

void DirectiveParser::parseArgument(Directive& directive) {
  DirectiveArgument form = argumentOf(directive.kind);
  if (form == DirectiveArgument::Construct) {
    parseConstruct(directive);
    return;
  }
  std::string_view name = spelling(directive.kind);
  std::optional<TextRange> argument = takeParentheses();
  if (!argument) {
    bool optional = form == DirectiveArgument::None || form == DirectiveArgument::OptionalLocators ||
                    form == DirectiveArgument::OptionalName || form == DirectiveArgument::OptionalNames;
    if (!optional) emitter_.report(directive.loc, diag::ClauseArgumentMissing, name);
    return;
  }
  ClauseParser lists(scanner_, directive.kind, emitter_);
  switch (form) {
  case DirectiveArgument::None:
  case DirectiveArgument::Construct:
    emitter_.report(scanner_.locate({argument->begin - 1, argument->end + 1}), diag::ClauseArgumentUnexpected, name);
    return;
  case DirectiveArgument::Names:
  case DirectiveArgument::OptionalNames: return lists.parseNames(name, *argument, directive.arguments);
  case DirectiveArgument::OptionalLocators: return lists.parseLocators(name, *argument, directive.arguments);
  case DirectiveArgument::OptionalName:
  case DirectiveArgument::Variant:
    lists.parseNames(name, *argument, directive.arguments);
    if (directive.arguments.size() > 1) {
      emitter_.report(scanner_.locate(*argument), diag::ClauseArgumentNotOne, name);
    }
    return;
  case DirectiveArgument::Object: return lists.parseLocators(name, *argument, directive.arguments);
  case DirectiveArgument::Induction:
  case DirectiveArgument::Mapper:
  case DirectiveArgument::Reduction: return parseDeclaration(directive, *argument);
  }
}

// cancel for        cancellation point taskgroup
void DirectiveParser::parseConstruct(Directive& directive) {
  skipBlanks();
  TextRange word = scanner_.word(offset_, end_);
  std::optional<DirectiveKind> construct = directiveOf(lowerCase(scanner_.view(word)));
  using enum DirectiveKind;
  bool cancellable = construct == Parallel || construct == For || construct == Sections || construct == Taskgroup;
  if (!cancellable) {
    bool is_missing = word.begin == word.end;
    emitter_.report(is_missing ? directive.loc : scanner_.locate(word), diag::DirectiveConstruct,
                    spelling(directive.kind));
  }
  if (cancellable) directive.construct = construct;
  offset_ = word.end;
}

// (identifier : type, ... : combiner), (identifier : type variable) or (type variable)
void DirectiveParser::parseDeclaration(Directive& directive, TextRange argument) {
  std::string_view name = spelling(directive.kind);
  std::vector<TextRange> parts = scanner_.split(argument, ':');
  if (directive.kind == DirectiveKind::DeclareReduction && parts.size() != 3) {
    emitter_.report(scanner_.locate(argument), diag::ClauseColonMissing, name, "(identifier : type : combiner)");
    return;
  }
  if (directive.kind == DirectiveKind::DeclareMapper && (parts.empty() || parts.size() > 2)) {
    emitter_.report(scanner_.locate(argument), diag::ClauseColonMissing, name, "(identifier : type variable)");
    return;
  }
  for (TextRange part : parts) {
    if (part.begin == part.end) {
      emitter_.report(scanner_.locate({part.begin, part.begin + 1}), diag::ClausePartEmpty, name);
      return;
    }
  }
  // A mapper's type and variable are two words of one part.
  for (TextRange part : parts) {
    // A combiner is one expression, with commas too.
    bool whole = directive.kind == DirectiveKind::DeclareReduction && part == parts.back();
    for (TextRange item : whole ? std::vector{part} : scanner_.split(part, ',')) {
      std::uint32_t blank = item.end;
      while (blank > item.begin && scanner_.at(blank - 1) != ' ') --blank;
      bool is_pair = directive.kind == DirectiveKind::DeclareMapper && part == parts.back() && blank > item.begin;
      if (is_pair) directive.arguments.push_back(parseItem(scanner_, scanner_.trim({item.begin, blank})));
      directive.arguments.push_back(parseItem(scanner_, is_pair ? TextRange{blank, item.end} : item));
    }
  }
}

void DirectiveParser::parseClauses(Directive& directive) {
  for (bool is_first = true;; is_first = false) {
    skipBlanks();
    std::uint32_t comma = offset_;
    bool has_comma = offset_ < end_ && scanner_.at(offset_) == ',';
    if (has_comma) ++offset_;
    skipBlanks();
    if (offset_ == end_) {
      if (has_comma) emitter_.report(scanner_.locate({comma, comma + 1}), diag::ClauseExpected, ",");
      return;
    }
    if (!parseClause(directive, is_first)) return;
  }
}

// Returns false when nothing that follows can be understood.
bool DirectiveParser::parseClause(Directive& directive, bool is_first) {
  TextRange word = scanner_.word(offset_, end_);
  if (word.begin == word.end) {
    std::uint32_t end = offset_ + 1;
    while (end < end_ && scanner_.at(end) != ' ') ++end;
    emitter_.report(scanner_.locate({offset_, end}), diag::ClauseExpected, scanner_.view({offset_, end}));
    return false;
  }
  offset_ = word.end;
  std::optional<TextRange> argument = takeParentheses();
  std::optional<ClauseKind> kind = clauseOf(lowerCase(scanner_.view(word)));
  if (!kind) {
    reportUnknownClause(directive, word, is_first && !argument);
    return true;
  }
  support::Loc loc = scanner_.locate(word);
  if (!checkAllowed(directive.kind, *kind, loc, emitter_)) return true;
  Clause clause{};
  clause.kind = *kind;
  clause.loc = loc;
  clause.range = {word.begin, offset_};
  ArgumentForm form = argumentForm(directive.kind, *kind);
  if (argument && (form == ArgumentForm::When || form == ArgumentForm::Variant)) {
    parseVariant(clause, *argument);
  } else {
    ClauseParser(scanner_, directive.kind, emitter_).parse(clause, argument);
  }
  directive.clauses.push_back(std::move(clause));
  return true;
}

// Right after the name, a word without argument may be a misspelt part of it: `parallel fro`.
void DirectiveParser::reportUnknownClause(const Directive& directive, TextRange word, bool may_be_name) {
  std::string_view written = scanner_.view(word);
  support::Loc loc = scanner_.locate(word);
  if (may_be_name && directiveOf(lowerCase(written)) == DirectiveKind::Do) {
    emitter_.report(loc, diag::DirectiveFortranFor, written, spelling(DirectiveKind::For));
    return;
  }
  std::string begun = fmt::format("{} ", spelling(directive.kind));
  std::vector<std::string_view> continuations;
  for (std::string_view name : DirectiveSpellings) {
    if (may_be_name && name.starts_with(begun)) continuations.push_back(name.substr(begun.size()));
  }
  if (std::optional<std::string_view> rest = support::nearestName(written, continuations)) {
    emitter_.report(loc, diag::DirectiveUnknownNearest, begun + std::string(written), begun + std::string(*rest));
  } else if (std::optional<std::string_view> nearest = support::nearestName(written, ClauseSpellings)) {
    emitter_.report(loc, diag::ClauseUnknownNearest, written, *nearest);
  } else {
    emitter_.report(loc, diag::ClauseUnknown, written);
  }
}

// context selector : [directive]        device={kind(cpu)}: parallel for
void DirectiveParser::parseVariant(Clause& clause, TextRange argument) {
  if (clause.kind == ClauseKind::When) {
    std::optional<std::uint32_t> colon = scanner_.find(argument, ':');
    if (!colon) {
      emitter_.report(scanner_.locate(argument), diag::ClauseColonMissing, spelling(clause.kind),
                      "context selector: directive");
      return;
    }
    clause.items.push_back(parseItem(scanner_, scanner_.trim({argument.begin, *colon})));
    argument.begin = *colon + 1;
  }
  argument = scanner_.trim(argument);
  if (argument.begin == argument.end) {
    // OpenMP 5.2 section 7.4.1: a missing variant means `nothing`.
    clause.variants.push_back(Directive{DirectiveKind::Nothing, clause.loc, {}, std::nullopt, {}});
    return;
  }
  std::optional<Directive> variant = DirectiveParser(scanner_, argument, true, emitter_).parse(true);
  if (variant) clause.variants.push_back(std::move(*variant));
}

} // namespace

std::optional<Directive> parseDirective(const DirectiveText& text, diag::Emitter& emitter) {
  Scanner scanner(text);
  bool brackets_pair = scanner.pairBrackets(emitter);
  return DirectiveParser(scanner, {0, scanner.size()}, false, emitter).parse(brackets_pair);
}

} // namespace pyompcc::omp
