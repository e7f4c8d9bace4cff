// lib/lex/dump_tokens.cpp
//
// Prints tokens and comments a line each, as `python3 -m tokenize -e` does.
#include "lib/lex/lex.h"

#include <algorithm>

namespace pyompcc::lex {
namespace {

// repr of a token's text, as far as source can hold it.
std::string quoted(std::string_view text) {
  char quote = text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos ? '"' : '\'';
  std::string out(1, quote);
  for (char c : text) {
    switch (c) {
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    case '\f': out += "\\x0c"; break;
    case '\\': out += "\\\\"; break;
    default:
      if (c == quote) out += '\\';
      out += c;
    }
  }
  return out + quote;
}

class TokenDump {
 public:
  explicit TokenDump(const support::SourceFile& source) : source_(source) {}

  void add(std::string_view name, std::uint32_t begin, std::uint32_t end) {
    std::string range = fmt::format("{}-{}:", place(begin), place(end));
    fmt::format_to(std::back_inserter(out_), "{:<20}{:<15}{}\n", range, name,
                   quoted(source_.text().substr(begin, end - begin)));
  }
  std::string take() { return std::move(out_); }

 private:
  // Columns count characters here.
  std::string place(std::uint32_t offset) const {
    support::LineColumn found = source_.lineColumn(offset);
    std::string_view before = source_.text().substr(offset - found.column, found.column);
    auto columns = std::count_if(before.begin(), before.end(),
                                 [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return fmt::format("{},{}", found.line, columns);
  }

  const support::SourceFile& source_;
  std::string out_;
};

} // namespace

std::string dumpTokens(const TokenBuffer& buffer, const support::SourceFile& source) {
  TokenDump dump(source);
  auto comment = buffer.comments.begin();
  for (const Token& token : buffer.tokens) {
    for (; comment != buffer.comments.end() && comment->begin < token.begin; ++comment) {
      dump.add("COMMENT", comment->begin, comment->end);
    }
    dump.add(exactName(token.kind), token.begin, token.end);
  }
  return dump.take();
}

} // namespace pyompcc::lex
