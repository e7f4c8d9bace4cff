// lib/omp/tables.h
//
// OpenMP's directives, clauses and keywords as types, and questions about them; all facts are rows of
// grammar/openmp.def.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace pyompcc::omp {

/// Every directive, leaf directives before combined ones.
enum class DirectiveKind : std::uint8_t {
#define DIRECTIVE(Name, ...) Name,
#define COMBINED(Name, ...) Name,
#include "grammar/openmp.def"
};

/// Every clause.
enum class ClauseKind : std::uint8_t {
#define CLAUSE(Name, ...) Name,
#include "grammar/openmp.def"
};

inline constexpr std::size_t DirectiveCount = 0
#define DIRECTIVE(...) +1
#define COMBINED(...) +1
#include "grammar/openmp.def"
    ;
inline constexpr std::size_t ClauseCount = 0
#define CLAUSE(...) +1
#include "grammar/openmp.def"
    ;

/// What a directive stands on (OpenMP 5.2 section 3.1).
enum class Association : std::uint8_t {
  None,        ///< nothing: it stands alone
  Block,       ///< a structured block
  Loop,        ///< a loop nest
  Declaration, ///< a function
  Delimited,   ///< everything inside its block
  Separating,  ///< a part of the enclosing construct's block
};

/// The category of a directive (OpenMP 5.2 section 3.1). Fortran stands for a directive that other languages lack.
enum class Category : std::uint8_t { Declarative, Executable, Fortran, Informational, Meta, Subsidiary, Utility };

/// What stands after a directive's name.
enum class DirectiveArgument : std::uint8_t {
  None,
  Construct,        ///< a word: parallel, for, sections, taskgroup
  Induction,        ///< as Reduction
  Mapper,           ///< (identifier : type variable) or (type variable)
  Names,            ///< (name, ...)
  Object,           ///< (expression)
  OptionalLocators, ///< (name or section, ...) or nothing
  OptionalName,     ///< (name) or nothing
  OptionalNames,    ///< (name, ...) or nothing
  Reduction,        ///< (identifier : type, ... : combiner)
  Variant,          ///< (name)
};

/// The shape of a clause's argument.
enum class ArgumentForm : std::uint8_t {
  Bare,               ///< nothing
  Expression,         ///< (expression)
  OptionalExpression, ///< (expression) or nothing
  Expressions,        ///< (expression, ...)
  Names,              ///< (name, ...)
  Locators,           ///< (name or section, ...)
  Keyword,            ///< (keyword)
  KeywordNames,       ///< ([keyword:] name, ...)
  KeywordExpression,  ///< ([keyword:] expression)
  Schedule,           ///< ([modifier, ...:] kind [, expression])
  Reduction,          ///< ([modifier,] operator: name or section, ...)
  Order,              ///< ([modifier:] kind)
  Defaultmap,         ///< (behaviour [: category])
  If,                 ///< ([directive name:] expression)
  NumTeams,           ///< ([expression:] expression)
  Linear,             ///< (name, ... [: modifier, ... or step]) or (modifier(name, ...) [: step])
  Aligned,            ///< (name, ... [: expression])
  Allocate,           ///< ([modifier(expression), ... or expression:] name, ...)
  Affinity,           ///< ([iterator(...):] name or section, ...)
  Depend,             ///< ([iterator(...),] type: name or section, ...)
  Doacross,           ///< (source [:]) or (sink: expression, ...)
  Map,                ///< ([modifier, ...] [type] [:] name or section, ...)
  Motion,             ///< ([modifier, ...:] name or section, ...)
  UsesAllocators,     ///< ([modifier(expression), ...:] expression, ...)
  Init,               ///< ([prefer_type(...),] type, ...: name)
  When,               ///< (context selector: [directive])
  Variant,            ///< ([directive])
  DirectiveNames,     ///< (directive name, ...)
  Opaque,             ///< (balanced text)
};

// One enumeration for each set of keywords.
#define WORD(Name, ...) Name,
#define ALIAS(...)
#define KEYWORDS(Set, Description, ...) enum class Set : std::uint8_t { __VA_ARGS__ };
#include "grammar/openmp.def"

/// The sets of keywords; None is the set of clauses without keywords.
enum class KeywordSet : std::uint8_t {
  None,
#define WORD(Name, ...)
#define ALIAS(...)
#define KEYWORDS(Set, ...) Set,
#include "grammar/openmp.def"
};

/// The KeywordSet of an enumeration of keywords.
template <class E> inline constexpr KeywordSet KeywordSetOf = KeywordSet::None;
#define WORD(Name, ...)
#define ALIAS(...)
#define KEYWORDS(Set, ...) template <> inline constexpr KeywordSet KeywordSetOf<Set> = KeywordSet::Set;
#include "grammar/openmp.def"

/// A version of OpenMP: 25 is 2.5, 52 is 5.2.
using Version = std::uint8_t;

/// How often a clause may stand on a directive.
enum class Repeat : std::uint8_t { Never, Once, Many };

/// One keyword of a set.
struct KeywordRow {
  std::uint8_t value;
  std::string_view text;
  Version since;
  bool in_clang;
};

// Directives.
std::string_view spelling(DirectiveKind kind);
/// The directive of that spelling (lower case, one blank between words).
std::optional<DirectiveKind> directiveOf(std::string_view spelling);
Version sinceVersion(DirectiveKind kind);
/// Does clang 19 implement it?
bool inClang(DirectiveKind kind);
Category category(DirectiveKind kind);
Association association(DirectiveKind kind);
DirectiveArgument argumentOf(DirectiveKind kind);
/// The leaf constructs from outer to inner; a leaf directive has itself.
std::span<const DirectiveKind> leafConstructs(DirectiveKind kind);
/// Is `leaf` one of its leaf constructs?
bool hasLeaf(DirectiveKind kind, DirectiveKind leaf);
/// Does it stand on nothing, so that the call `openmp("barrier")` is enough?
bool isStandalone(DirectiveKind kind);
/// Does it divide work among the threads of a team (OpenMP 5.2 chapter 11 and section 11.7)?
bool isWorksharing(DirectiveKind kind);
/// Does it make explicit tasks (section 12.5 and 12.6)?
bool isTaskGenerating(DirectiveKind kind);
/// Does it start a team of threads?
bool isParallel(DirectiveKind kind);
/// Does it start threads, as one team or as several?
bool startsThreads(DirectiveKind kind);
/// Is it about a device: `target` and what begins with that word?
bool isForDevice(DirectiveKind kind);
/// The directive that has these leaf constructs, from outer to inner.
std::optional<DirectiveKind> combined(std::span<const DirectiveKind> leaves);
/// What is left of the construct where the host is the device: nothing of `target` and `target data`.
std::optional<DirectiveKind> withoutTarget(DirectiveKind kind);
/// Does it do anything where control comes to it? Declarative and informational directives do not.
bool isExecuted(DirectiveKind kind);
/// Does clang see it? What only informs, or chooses another directive, is dealt with before.
bool reachesClang(DirectiveKind kind);
/// Is it a combined or composite directive?
bool isCombined(DirectiveKind kind);

// Clauses.
std::string_view spelling(ClauseKind kind);
std::optional<ClauseKind> clauseOf(std::string_view spelling);
Version sinceVersion(ClauseKind kind);
bool inClang(ClauseKind kind);
/// Does it name what threads or tasks put together: `reduction`, `in_reduction`, `task_reduction`?
bool isReduction(ClauseKind kind);

// Clauses on directives.
/// How often OpenMP lets the clause stand on the directive, whatever clang does.
Repeat repeat(DirectiveKind directive, ClauseKind clause);
/// May the clause stand there in OpenMP, and does clang 19 take it, if the directive is for clang at all?
bool allowed(DirectiveKind directive, ClauseKind clause);
/// Since when the clause may stand there; 0 where it never may.
Version sinceVersion(DirectiveKind directive, ClauseKind clause);
/// The form of the clause's argument on that directive and the keywords in it.
ArgumentForm argumentForm(DirectiveKind directive, ClauseKind clause);
KeywordSet keywordsOf(DirectiveKind directive, ClauseKind clause);

/// A set of clauses that belong together on a directive.
struct ClauseGroup {
  DirectiveKind directive;
  std::span<const ClauseKind> clauses;
};
/// Groups of which at most one clause may stand on the directive or a combined one with it.
std::span<const ClauseGroup> exclusiveGroups();
/// Groups of which at least one clause must stand on the directive.
std::span<const ClauseGroup> requiredGroups();
/// Pairs of which the second clause must stand where the first does.
std::span<const ClauseGroup> neededPairs();

// Keywords.
/// Words and aliases of a set; for each value the first row has the canonical text.
std::span<const KeywordRow> keywords(KeywordSet set);
/// What a keyword of the set is called in messages.
std::string_view description(KeywordSet set);
/// The canonical text of a keyword.
std::string_view keywordText(KeywordSet set, std::uint8_t value);
template <class E> std::string_view keywordText(E value) {
  return keywordText(KeywordSetOf<E>, static_cast<std::uint8_t>(value));
}

} // namespace pyompcc::omp
