// lib/lex/dump_tokens.cpp
//
// Prints tokens a line each, as `python3 -m tokenize -e` does: comments and line ends that mean nothing among them.
#include "lib/lex/lex.h"
#include "lib/support/text_repr.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace pyompcc::lex {
namespace {

constexpr std::size_t ReprWidth = 15;

bool isLineEndAt(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == '\n' || text[at] == '\r');
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

class TokenDump {
 public:
  explicit TokenDump(const support::SourceFile& source) : source_(source), text_(source.text()) {}

  std::string run(const TokenBuffer& buffer, std::string_view coding) {
    addLine("0,0-0,0:", "ENCODING", coding);
    for (const Token& token : buffer.tokens) {
      addBetween(token.begin);
      addToken(token);
      read_ = token.end;
    }
    return std::move(out_);
  }

 private:
  /// Inside an f-string: its text, a field with the brackets open in it, the format of a field.
  struct Part {
    enum class Kind : std::uint8_t { Text, Field, Format } kind;
    bool is_raw = false;
    int open_brackets = 0;
  };

  // What stands between two tokens: blanks, continued lines, comments, and line ends that separate nothing.
  void addBetween(std::uint32_t end) {
    bool has_comment = false;
    for (std::uint32_t at = read_; at < end;) {
      if (text_[at] == '#') {
        std::uint32_t begin = at;
        while (at < end && !isLineEndAt(text_, at)) ++at;
        add("COMMENT", begin, at);
        has_comment = true;
      } else if (isLineEndAt(text_, at)) {
        addLineEnd("NL", at, lineEndAfter(at));
        at = lineEndAfter(at);
        has_comment = false;
      } else if (text_[at] == '\\' && isLineEndAt(text_, at + 1)) {
        at = lineEndAfter(at + 1);
      } else {
        ++at;
      }
    }
    // A comment ends its line even where the file ends.
    if (has_comment && end == text_.size() && !is_line_open_) addLineEnd("NL", end, end);
  }

  void addToken(const Token& token) {
    is_line_open_ = token.kind != TokenKind::Newline && token.kind != TokenKind::Dedent;
    switch (token.kind) {
    case TokenKind::Newline: return addLineEnd("NEWLINE", token.begin, token.end);
    case TokenKind::Indent: {
      std::uint32_t line = source_.lineColumn(token.begin).line;
      return add("INDENT", source_.lineStart(line), token.begin);
    }
    case TokenKind::Dedent:
      // Blocks that the file ends are ended behind it.
      if (token.begin < text_.size()) break;
      [[fallthrough]];
    case TokenKind::EndOfFile: {
      std::uint32_t lines = source_.lineCount() + (endsLine() ? 0 : 1);
      return addLine(fmt::format("{0},0-{0},0:", lines), exactName(token.kind), "");
    }
    default: break;
    }
    if (isEmptyFormat(token)) add(exactName(TokenKind::FStringMiddle), token.begin, token.begin);
    bool is_text = token.kind == TokenKind::FStringMiddle || token.kind == TokenKind::TStringMiddle;
    std::uint32_t begin = is_text ? addNamedCharacters(token) : token.begin;
    if (begin < token.end || !is_text) add(exactName(token.kind), begin, token.end);
    follow(token);
    last_ = token.kind;
  }

  // The text of an f-string ends after each `\N{NAME}` too; returns where the rest begins.
  std::uint32_t addNamedCharacters(const Token& token) {
    std::uint32_t begin = token.begin;
    if (parts_.empty() || parts_.back().is_raw) return begin;
    for (std::uint32_t at = begin; at < token.end; ++at) {
      if (text_[at] != '\\') continue;
      ++at;
      if (text_.substr(at, 2) != "N{") continue;
      auto end = static_cast<std::uint32_t>(std::min<std::size_t>(text_.find('}', at), token.end - 1) + 1);
      add(exactName(token.kind), begin, end);
      begin = end;
      at = end - 1;
    }
    return begin;
  }

  // The format of a field ends with a text, be it empty.
  bool isEmptyFormat(const Token& token) const {
    bool ends_format =
        token.kind == TokenKind::RightBrace && !parts_.empty() && parts_.back().kind == Part::Kind::Format;
    return ends_format && last_ != TokenKind::FStringMiddle;
  }

  void follow(const Token& token) {
    using enum TokenKind;
    TokenKind kind = token.kind;
    if (kind == FStringStart || kind == TStringStart) {
      std::string_view prefix = text_.substr(token.begin, token.end - token.begin);
      return parts_.push_back({.kind = Part::Kind::Text, .is_raw = prefix.find_first_of("rR") < prefix.size()});
    }
    if (parts_.empty()) return;
    Part& part = parts_.back();
    if (kind == FStringEnd || kind == TStringEnd) return parts_.pop_back();
    if (part.kind != Part::Kind::Field) {
      if (kind == LeftBrace) return parts_.push_back({.kind = Part::Kind::Field, .is_raw = part.is_raw});
      if (kind == RightBrace) parts_.resize(parts_.size() - 2);
    } else if (kind == LeftBrace || kind == LeftParen || kind == LeftBracket) {
      ++part.open_brackets;
    } else if (part.open_brackets > 0) {
      part.open_brackets -= kind == RightBrace || kind == RightParen || kind == RightBracket ? 1 : 0;
    } else if (kind == RightBrace) {
      parts_.pop_back();
    } else if (kind == Colon) {
      parts_.push_back({.kind = Part::Kind::Format, .is_raw = part.is_raw});
    }
  }

  bool endsLine() const { return text_.empty() || isLineEndAt(text_, text_.size() - 1); }

  std::uint32_t lineEndAfter(std::uint32_t at) const { return at + (text_.substr(at, 2) == "\r\n" ? 2 : 1); }

  // A line end lies on the line that it ends; one that the end of the file stands for has a column of its own.
  void addLineEnd(std::string_view name, std::uint32_t begin, std::uint32_t end) {
    Place place = placeOf(begin);
    std::uint32_t width = std::max<std::uint32_t>(end - begin, 1);
    addLine(fmt::format("{0},{1}-{0},{2}:", place.line, place.column, place.column + width), name,
            text_.substr(begin, end - begin));
  }

  void add(std::string_view name, std::uint32_t begin, std::uint32_t end) {
    Place first = placeOf(begin);
    Place last = placeOf(end);
    addLine(fmt::format("{},{}-{},{}:", first.line, first.column, last.line, last.column), name,
            text_.substr(begin, end - begin));
  }

  void addLine(std::string_view range, std::string_view name, std::string_view text) {
    std::string repr;
    support::appendStrRepr(repr, text);
    // fmt would count the columns of a terminal, of which some characters take two.
    std::size_t width = characters(repr);
    repr.append(width < ReprWidth ? ReprWidth - width : 0, ' ');
    fmt::format_to(std::back_inserter(out_), "{:<20}{:<15}{}\n", range, name, repr);
  }

  // Columns count characters here.
  struct Place {
    std::uint32_t line;
    std::uint32_t column;
  };
  Place placeOf(std::uint32_t offset) const {
    support::LineColumn found = source_.lineColumn(offset);
    std::string_view before = text_.substr(offset - found.column, found.column);
    return {found.line, static_cast<std::uint32_t>(characters(before))};
  }

  const support::SourceFile& source_;
  const std::string_view text_;
  std::string out_;
  std::uint32_t read_ = 0; ///< up to there all is printed
  bool is_line_open_ = false;
  TokenKind last_ = TokenKind::Newline;
  std::vector<Part> parts_;
};

} // namespace

std::string dumpTokens(const TokenBuffer& buffer, const support::SourceFile& source, std::string_view coding) {
  return TokenDump(source).run(buffer, coding);
}

} // namespace pyompcc::lex
