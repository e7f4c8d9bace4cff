// lib/sema/format_text.cpp
//
// One reader for each notation.
#include "lib/sema/format_text.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <utility>

namespace pyompcc::sema {
namespace {

bool isDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

FormatPart literalPart(std::string text) { return {.literal = std::move(text)}; }

/// `%[flags][width][.precision]type`
class PercentReader {
 public:
  explicit PercentReader(std::string_view text) : rest_(text) {}

  std::optional<std::vector<FormatPart>> run() {
    std::vector<FormatPart> parts;
    std::string literal;
    while (!rest_.empty()) {
      char c = take();
      if (c != '%') {
        literal += c;
        continue;
      }
      if (!rest_.empty() && rest_.front() == '%') {
        literal += take();
        continue;
      }
      std::optional<FormatPart> field = readField();
      if (!field) return std::nullopt;
      if (!literal.empty()) parts.push_back(literalPart(std::exchange(literal, {})));
      parts.push_back(std::move(*field));
    }
    if (!literal.empty()) parts.push_back(literalPart(literal));
    return parts;
  }

 private:
  char take() {
    char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  std::string digits() {
    std::string result;
    while (!rest_.empty() && isDigit(rest_.front())) result += take();
    return result;
  }

  std::optional<FormatPart> readField() {
    std::string flags;
    while (!rest_.empty() && std::string_view("-+ #0").find(rest_.front()) != std::string_view::npos) flags += take();
    auto has = [&](char flag) { return flags.find(flag) != std::string::npos; };
    std::string width = digits();
    std::string precision;
    if (!rest_.empty() && rest_.front() == '.') precision = take() + digits();
    if (precision == ".") precision = ".0";
    while (!rest_.empty() && std::string_view("hlL").find(rest_.front()) != std::string_view::npos) take();
    if (rest_.empty()) return std::nullopt;
    FormatPart field{.literal = {}, .is_field = true, .argument = count_++};
    field.type = take();
    if (field.type == 'i' || field.type == 'u') field.type = 'd';
    bool text = field.type == 's' || field.type == 'r' || field.type == 'a';
    bool whole = std::string_view("doxX").find(field.type) != std::string_view::npos;
    bool real = std::string_view("eEfFgG").find(field.type) != std::string_view::npos;
    if ((!text && !whole && !real) || (whole && !precision.empty())) return std::nullopt;
    std::string spec;
    if (has('-') && !width.empty()) spec += '<';
    if (text) {
      field.conversion = field.type;
      if (!has('-') && !width.empty()) spec += '>';
      spec += width + precision;
    } else {
      if (has('+')) {
        spec += '+';
      } else if (has(' ')) {
        spec += ' ';
      }
      if (has('#')) spec += '#';
      if (has('0') && !has('-')) spec += '0';
      spec += width + (real && precision.empty() ? ".6" : precision);
      spec += field.type;
    }
    if (!spec.empty()) field.spec.push_back(literalPart(spec));
    return field;
  }

  std::string_view rest_;
  int count_ = 0;
};

/// `{name!conversion:spec}`
class BraceReader {
 public:
  explicit BraceReader(std::string_view text) : rest_(text) {}

  std::optional<std::vector<FormatPart>> run() {
    std::vector<FormatPart> parts;
    bool fine = readParts(parts, 0) && rest_.empty();
    return fine ? std::optional(std::move(parts)) : std::nullopt;
  }

 private:
  bool next(char c) const { return !rest_.empty() && rest_.front() == c; }
  bool takes(char c) {
    if (!next(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::string upTo(std::string_view stops) {
    std::size_t end = std::min(rest_.find_first_of(stops), rest_.size());
    std::string result(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return result;
  }

  // In a spec (depth 1) a closing brace ends it, and braces are not doubled.
  bool readParts(std::vector<FormatPart>& parts, int depth) {
    std::string literal;
    auto finish = [&] {
      if (!literal.empty()) parts.push_back(literalPart(std::exchange(literal, {})));
    };
    while (!rest_.empty()) {
      if (depth > 0 && next('}')) break;
      char c = rest_.front();
      rest_.remove_prefix(1);
      bool doubled = depth == 0 && (c == '{' || c == '}') && takes(c);
      if (doubled || (c != '{' && c != '}')) {
        literal += c;
        continue;
      }
      if (c == '}' || depth > 1) return false;
      finish();
      FormatPart field{.literal = {}, .is_field = true};
      if (!readField(field, depth)) return false;
      parts.push_back(std::move(field));
    }
    finish();
    return true;
  }

  bool readField(FormatPart& field, int depth) {
    std::string first = upTo(".[!:}{");
    bool number = !first.empty();
    for (char c : first) number &= isDigit(c);
    if (first.empty() || number) {
      if (numbered_ == (first.empty() ? Numbered::ByHand : Numbered::ByItself) || first.size() > 4) return false;
      numbered_ = first.empty() ? Numbered::ByItself : Numbered::ByHand;
      field.argument = first.empty() ? count_++ : std::stoi(first);
    } else {
      field.name = first;
    }
    while (next('.') || next('[')) {
      bool item = next('[');
      rest_.remove_prefix(1);
      std::string accessor = upTo(item ? "]" : ".[!:}");
      if (accessor.empty() || (item && !takes(']'))) return false;
      field.accessors.push_back((item ? "[" : ".") + accessor);
    }
    if (takes('!')) {
      if (!next('r') && !next('s') && !next('a')) return false;
      field.conversion = rest_.front();
      rest_.remove_prefix(1);
    }
    if (takes(':') && !readParts(field.spec, depth + 1)) return false;
    return takes('}');
  }

  enum class Numbered : std::uint8_t { Unknown, ByItself, ByHand };
  std::string_view rest_;
  Numbered numbered_ = Numbered::Unknown;
  int count_ = 0;
};

} // namespace

std::optional<std::vector<FormatPart>> parsePercentFormat(std::string_view text) { return PercentReader(text).run(); }

std::optional<std::vector<FormatPart>> parseBraceFormat(std::string_view text) { return BraceReader(text).run(); }

} // namespace pyompcc::sema
