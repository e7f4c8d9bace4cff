// lib/sema/directive_string.cpp
//
// Puts directive strings together from literals and constants.
#include "lib/sema/directive_string.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

namespace pyompcc::sema {
namespace {

constexpr int MaxPieces = 10'000;

// A stretch of a literal as it stands in the source, or the character that an escape stands for.
struct Piece {
  std::string text;
  std::uint32_t begin;
  std::uint32_t end;
  bool verbatim;
};

// Splits the source of one or several adjacent string literals into pieces. Knows the escapes of one character; gives
// up (and the caller compares the text with the literal's value anyway) on all others.
class LiteralScanner {
 public:
  LiteralScanner(std::string_view source, std::uint32_t begin, std::uint32_t end)
      : source_(source), position_(begin), end_(end) {}

  std::optional<std::vector<Piece>> scan() {
    while (skipBetween()) {
      if (!scanLiteral()) return std::nullopt;
    }
    return std::move(pieces_);
  }

 private:
  char peek(std::uint32_t ahead = 0) const { return position_ + ahead < end_ ? source_[position_ + ahead] : '\0'; }

  // Blanks, line ends, comments and parentheses between adjacent literals.
  bool skipBetween() {
    while (position_ < end_) {
      char c = peek();
      if (c == '#') {
        while (position_ < end_ && peek() != '\n' && peek() != '\r') ++position_;
      } else if (std::isspace(static_cast<unsigned char>(c)) || c == '\\' || c == '(' || c == ')') {
        ++position_;
      } else {
        return true;
      }
    }
    return false;
  }

  bool scanLiteral() {
    bool raw = false;
    while (std::isalpha(static_cast<unsigned char>(peek()))) {
      raw = raw || peek() == 'r' || peek() == 'R';
      ++position_;
    }
    char quote = peek();
    if (quote != '"' && quote != '\'') return false;
    std::uint32_t quotes = peek(1) == quote && peek(2) == quote ? 3 : 1;
    position_ += quotes;
    std::uint32_t start = position_;
    while (position_ < end_) {
      if (closes(quote, quotes)) {
        addVerbatim(start);
        position_ += quotes;
        return true;
      }
      if (peek() == '\\' && !raw) {
        addVerbatim(start);
        if (!scanEscape()) return false;
        start = position_;
      } else {
        position_ += peek() == '\\' ? 2 : 1;
      }
    }
    return false;
  }

  bool closes(char quote, std::uint32_t quotes) const {
    for (std::uint32_t i = 0; i < quotes; ++i) {
      if (peek(i) != quote) return false;
    }
    return true;
  }

  void addVerbatim(std::uint32_t start) {
    if (start < position_)
      pieces_.push_back({std::string(source_.substr(start, position_ - start)), start, position_, true});
  }

  bool scanEscape() {
    static constexpr std::string_view From = "\\'\"nt";
    static constexpr std::string_view To = "\\'\"\n\t";
    std::uint32_t start = position_;
    char c = peek(1);
    position_ += 2;
    if (c == '\n') return true;
    if (c == '\r') {
      if (peek() == '\n') ++position_;
      return true;
    }
    auto index = From.find(c);
    if (index == std::string_view::npos || c == '\0') return false;
    pieces_.push_back({std::string(1, To[index]), start, position_, false});
    return true;
  }

  std::string_view source_;
  std::uint32_t position_;
  std::uint32_t end_;
  std::vector<Piece> pieces_;
};

class StringBuilder {
 public:
  StringBuilder(const ast::ParsedModule& parsed, const support::SourceFile& source, const ConstantLookup& lookup)
      : parsed_(parsed), source_(source), lookup_(lookup) {}

  bool add(const ast::Expr& expr) {
    // a + b + c leans to the left: its right operands are kept until the left end is reached.
    std::vector<const ast::Expr*> rest;
    const ast::Expr* current = &expr;
    for (const auto* sum = ast::as<ast::BinOp>(current); sum; sum = ast::as<ast::BinOp>(current)) {
      if (sum->op != ast::BinaryOp::Add || rest.size() >= MaxPieces) return false;
      rest.push_back(sum->right);
      current = sum->left;
    }
    if (!addOperand(*current)) return false;
    return std::all_of(rest.rbegin(), rest.rend(), [&](const ast::Expr* operand) { return addOperand(*operand); });
  }

  omp::DirectiveText take() { return std::move(text_); }

 private:
  bool addOperand(const ast::Expr& expr) {
    if (const auto* constant = ast::as<ast::Constant>(&expr)) return addLiteral(*constant);
    if (const auto* joined = ast::as<ast::JoinedStr>(&expr)) return addJoined(*joined);
    std::optional<FoldedValue> value = foldConstant(expr, lookup_);
    if (!value || value->kind != TypeKind::Str) return false;
    text_.appendComputed(value->text, parsed_.loc(expr));
    return true;
  }

  bool addLiteral(const ast::Constant& constant) {
    if (constant.value.kind != ast::ConstantValue::Kind::Str) return false;
    auto pieces = LiteralScanner(source_.text(), constant.begin, constant.end).scan();
    std::string text;
    if (pieces) {
      for (const Piece& piece : *pieces) text += piece.text;
    }
    if (!pieces || text != constant.value.text) {
      text_.appendComputed(constant.value.text, parsed_.loc(constant));
      return true;
    }
    for (const Piece& piece : *pieces) {
      if (piece.verbatim) {
        text_.appendVerbatim(piece.text, parsed_.file, piece.begin);
      } else {
        text_.appendComputed(piece.text, {parsed_.file, piece.begin, piece.end});
      }
    }
    return true;
  }

  // A literal part of an f-string has the place of its characters, without quotes.
  bool addJoined(const ast::JoinedStr& joined) {
    for (const ast::Expr* part : joined.values) {
      const auto* literal = ast::as<ast::Constant>(part);
      if (literal && literal->value.kind == ast::ConstantValue::Kind::Str) {
        std::string_view text = literal->value.text;
        if (source_.text().substr(literal->begin, literal->end - literal->begin) == text) {
          text_.appendVerbatim(text, parsed_.file, literal->begin);
        } else {
          text_.appendComputed(text, parsed_.loc(*literal));
        }
        continue;
      }
      const auto* formatted = ast::as<ast::FormattedValue>(part);
      if (!formatted || formatted->format_spec || (formatted->conversion != -1 && formatted->conversion != 's'))
        return false;
      std::optional<FoldedValue> value = foldConstant(*formatted->value, lookup_);
      std::optional<std::string> text = value ? textOf(*value) : std::nullopt;
      if (!text) return false;
      text_.appendComputed(*text, parsed_.loc(*formatted));
    }
    return true;
  }

  const ast::ParsedModule& parsed_;
  const support::SourceFile& source_;
  const ConstantLookup& lookup_;
  omp::DirectiveText text_;
};

} // namespace

std::optional<omp::DirectiveText> directiveString(const ast::Expr& expr, const ast::ParsedModule& parsed,
                                                  const support::SourceFile& source, const ConstantLookup& lookup) {
  StringBuilder builder(parsed, source, lookup);
  if (!builder.add(expr)) return std::nullopt;
  return builder.take();
}

} // namespace pyompcc::sema
