// lib/lex/lexer_identifier.cpp
//
// Identifiers and keywords.
#include "lib/lex/lexer.h"
#include "lib/support/unicode.h"

namespace pyompcc::lex {
namespace {

struct KeywordRow {
  std::string_view text;
  TokenKind kind;
};

constexpr auto Keywords = std::to_array<KeywordRow>({
#define KEYWORD(Name, Source) {Source, TokenKind::Name},
#include "grammar/tokens.def"
});

constexpr std::size_t ShortestKeyword = 2;
constexpr std::size_t LongestKeyword = 8;
constexpr std::size_t KeywordSlots = 64;

// Three letters and the length tell all keywords apart; the factors were found by trying.
constexpr std::size_t keywordSlot(std::string_view text) {
  auto at = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(text[i])); };
  return (at(0) * 27 + at(1) * 21 + at(text.size() - 1) * 8 + text.size() * 19) % KeywordSlots;
}

constexpr bool allSlotsDiffer() {
  std::array<bool, KeywordSlots> used{};
  for (const KeywordRow& row : Keywords) {
    if (row.text.size() < ShortestKeyword || row.text.size() > LongestKeyword || used[keywordSlot(row.text)])
      return false;
    used[keywordSlot(row.text)] = true;
  }
  return true;
}
static_assert(allSlotsDiffer(), "tokens.def: two keywords share a slot of the look-up table");

constexpr std::array<std::uint8_t, KeywordSlots> KeywordTable = [] {
  std::array<std::uint8_t, KeywordSlots> table{};
  for (std::size_t i = 0; i < Keywords.size(); ++i) {
    table[keywordSlot(Keywords[i].text)] = static_cast<std::uint8_t>(i + 1);
  }
  return table;
}();

TokenKind keywordOrIdentifier(std::string_view text) {
  if (text.size() < ShortestKeyword || text.size() > LongestKeyword) return TokenKind::Identifier;
  std::uint8_t row = KeywordTable[keywordSlot(text)];
  return row && Keywords[row - 1U].text == text ? Keywords[row - 1U].kind : TokenKind::Identifier;
}

} // namespace

void Lexer::lexIdentifier() {
  const char* begin = p_;
  unsigned char all_bits = 0;
  while (continuesIdentifier(*p_)) all_bits |= static_cast<unsigned char>(*p_++);
  std::string_view text(begin, static_cast<std::size_t>(p_ - begin));
  if ((*p_ == '"' || *p_ == '\'') && lexPrefixedString(begin, p_)) return;
  if (all_bits < 0x80) {
    TokenKind kind = keywordOrIdentifier(text);
    add(kind, begin, p_);
    if (kind == TokenKind::Identifier) buffer_.tokens.back().name = intern(text);
    return;
  }
  if (const char* bad = checkIdentifier(begin, p_)) {
    if (bad != begin) add(TokenKind::Error, begin, bad);
    p_ = bad;
    return lexUnknownCharacter();
  }
  add(TokenKind::Identifier, begin, p_);
  std::string normalised = support::normalizeNfkc(text);
  buffer_.tokens.back().name = names_.intern(normalised);
}

// Null when all characters may stand in an identifier, else the first that may not.
const char* Lexer::checkIdentifier(const char* begin, const char* end) {
  for (const char* p = begin; p != end;) {
    support::DecodedCodePoint next = support::decodeUtf8({p, static_cast<std::size_t>(end - p)});
    bool is_allowed = p == begin ? support::isIdentifierStart(next.value) : support::isIdentifierContinue(next.value);
    if (next.length == 0 || !is_allowed) return p;
    p += next.length;
  }
  return nullptr;
}

// Programs repeat few names, so a small cache spares most look-ups in the shared table.
support::Name Lexer::intern(std::string_view text) {
  std::size_t hash = text.size();
  for (char c : text) hash = hash * 31 + static_cast<unsigned char>(c);
  KnownName& known = known_names_[hash % known_names_.size()];
  if (known.text != text) known = {text, names_.intern(text)};
  return known.name;
}

} // namespace pyompcc::lex
