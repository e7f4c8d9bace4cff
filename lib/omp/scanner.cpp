// lib/omp/scanner.cpp
//
// Finds words and separators; brackets and quotes are paired once, so that every later search is a jump.
#include "lib/omp/scanner.h"

#include "lib/diag/rows/omp.h"

#include <algorithm>

namespace pyompcc::omp {
namespace {

bool startsWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool continuesWord(char c) { return startsWord(c) || (c >= '0' && c <= '9'); }

char closerOf(char opener) {
  switch (opener) {
  case '(': return ')';
  case '[': return ']';
  case '{': return '}';
  default: return '\0';
  }
}

bool isCloser(char c) { return c == ')' || c == ']' || c == '}'; }

// The offset of the quote that ends the string starting at `begin`, or npos.
std::size_t closingQuote(std::string_view text, std::size_t begin) {
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == text[begin]) {
      return i;
    }
  }
  return std::string_view::npos;
}

} // namespace

Scanner::Scanner(const DirectiveText& text) : source_(text), text_(text.text()), partners_(text.size()) {
  for (std::size_t i = 0; i < text_.size(); ++i) {
    bool continues = text_[i] == '\\' && i + 1 < text_.size() && (text_[i + 1] == '\n' || text_[i + 1] == '\r');
    if (continues || std::string_view("\n\r\t\f\v").find(text_[i]) != std::string_view::npos) text_[i] = ' ';
  }
}

bool Scanner::pairBrackets(diag::Emitter& emitter) {
  std::vector<std::uint32_t> open;
  for (std::uint32_t i = 0; i < size(); ++i) {
    char c = text_[i];
    if (c == '"' || c == '\'') {
      std::size_t end = closingQuote(text_, i);
      if (end == std::string_view::npos) {
        emitter.report(locate({i, i + 1}), diag::DirectiveBracketUnclosed, text_.substr(i, 1));
        return false;
      }
      partners_[i] = static_cast<std::uint32_t>(end);
      i = partners_[i];
    } else if (closerOf(c) != '\0') {
      open.push_back(i);
    } else if (isCloser(c)) {
      if (open.empty() || closerOf(text_[open.back()]) != c) {
        emitter.report(locate({i, i + 1}), diag::DirectiveBracketUnmatched, text_.substr(i, 1));
        return false;
      }
      partners_[open.back()] = i;
      open.pop_back();
    }
  }
  if (open.empty()) return true;
  emitter.report(locate({open.back(), open.back() + 1}), diag::DirectiveBracketUnclosed, text_.substr(open.back(), 1));
  return false;
}

std::uint32_t Scanner::skipBlanks(std::uint32_t offset, std::uint32_t end) const {
  while (offset < end && text_[offset] == ' ') ++offset;
  return offset;
}

TextRange Scanner::trim(TextRange range) const {
  range.begin = skipBlanks(range.begin, range.end);
  while (range.end > range.begin && text_[range.end - 1] == ' ') --range.end;
  return range;
}

TextRange Scanner::word(std::uint32_t offset, std::uint32_t end) const {
  std::uint32_t stop = offset;
  if (stop < end && startsWord(text_[stop])) {
    while (stop < end && continuesWord(text_[stop])) ++stop;
  }
  return {offset, stop};
}

std::optional<std::uint32_t> Scanner::find(TextRange range, char mark) const {
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    if (text_[i] == mark) return i;
    if (partners_[i] != 0) i = partners_[i];
  }
  return std::nullopt;
}

std::vector<TextRange> Scanner::split(TextRange range, char mark) const {
  std::vector<TextRange> parts;
  range = trim(range);
  if (range.begin == range.end) return parts;
  while (std::optional<std::uint32_t> offset = find(range, mark)) {
    parts.push_back(trim({range.begin, *offset}));
    range.begin = *offset + 1;
  }
  parts.push_back(trim(range));
  return parts;
}

std::string lowerCase(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

} // namespace pyompcc::omp
