// lib/lex/coding.cpp
//
// Names of codings to their tables.
#include "lib/lex/coding.h"

#include <algorithm>
#include <string>

namespace pyompcc::lex {
namespace {

struct TableRow {
  std::string_view name;
  UpperHalf upper;
};
constexpr auto Tables = std::to_array<TableRow>({
#define CODING(Name, ...) {Name, {__VA_ARGS__}},
#define OTHER_CODING(Name)
#define CODING_ALIAS(Alias, Name)
#include "grammar/unicode/codings.def"
});

constexpr auto Others = std::to_array<std::string_view>({
#define CODING(Name, ...)
#define OTHER_CODING(Name) Name,
#define CODING_ALIAS(Alias, Name)
#include "grammar/unicode/codings.def"
});

struct AliasRow {
  std::string_view alias;
  std::string_view name;
};
constexpr auto Aliases = std::to_array<AliasRow>({
#define CODING(Name, ...)
#define OTHER_CODING(Name)
#define CODING_ALIAS(Alias, Name) {Alias, Name},
#include "grammar/unicode/codings.def"
});

bool isLetterOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

std::string lowerCase(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

// One underscore for what stands between words.
std::string withUnderscores(std::string_view lower) {
  std::string words;
  bool is_between = false;
  for (char c : lower) {
    if (isLetterOrDigit(c)) {
      if (is_between && !words.empty()) words += '_';
      words += c;
    }
    is_between = !isLetterOrDigit(c);
  }
  return words;
}

// What CPython's tokenizer calls by its own names before it asks for a codec: the name, or what starts with it and a
// hyphen.
bool isOrStartsWith(std::string_view name, std::string_view known) {
  return name == known || (name.starts_with(known) && name[known.size()] == '-');
}

} // namespace

Coding codingNamed(std::string_view name) {
  std::string lower = lowerCase(name);
  std::string hyphened = lower;
  std::ranges::replace(hyphened, '_', '-');
  if (isOrStartsWith(hyphened, "utf-8")) return {.kind = Coding::Kind::Utf8, .name = "utf-8", .is_plain_utf8 = true};
  for (std::string_view known : {"latin-1", "iso-8859-1", "iso-latin-1"}) {
    if (isOrStartsWith(hyphened, known)) return {.kind = Coding::Kind::Latin1, .name = "latin-1"};
  }
  std::string words = withUnderscores(lower);
  std::string_view codec = words;
  if (auto row = std::ranges::find(Aliases, codec, &AliasRow::alias); row != Aliases.end()) {
    codec = row->name;
  } else if (name.find('.') != std::string_view::npos) {
    // A codec is a module, whose name has no period.
    return {};
  }
  if (codec == "utf_8") return {.kind = Coding::Kind::Utf8, .name = "utf-8"};
  if (codec == "latin_1") return {.kind = Coding::Kind::Latin1, .name = "latin-1"};
  if (codec == "ascii") return {.kind = Coding::Kind::Ascii, .name = "ascii"};
  if (auto row = std::ranges::find(Tables, codec, &TableRow::name); row != Tables.end()) {
    return {.kind = Coding::Kind::Table, .name = row->name, .upper = &row->upper};
  }
  if (auto row = std::ranges::find(Others, codec); row != Others.end()) {
    return {.kind = Coding::Kind::Other, .name = *row};
  }
  return {};
}

} // namespace pyompcc::lex
