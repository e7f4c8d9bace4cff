// lib/emit/cpp_text.cpp
//
// Literals, comments, and the breaking of long lines.
#include "lib/emit/cpp_text.h"

#include "lib/support/unicode.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace pyompcc::emit {

std::string stringLiteral(std::string_view text) {
  std::string result = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      // Octal escapes end after three digits, whatever follows.
      result += fmt::format("\\{:03o}", byte);
    } else if (support::DecodedCodePoint found = support::decodeUtf8(text.substr(i)); found.length > 0) {
      result += text.substr(i, found.length);
      i += found.length - 1;
    } else {
      // Lone surrogates are no text to clang.
      result += fmt::format("\\{:03o}", byte);
    }
  }
  return result + '"';
}

std::string rawStringLiteral(std::string_view text) {
  std::string delimiter = "py";
  while (text.find(")" + delimiter + "\"") != std::string_view::npos) delimiter += '_';
  return fmt::format("R\"{0}({1}){0}\"", delimiter, text);
}

std::string floatLiteral(double value, bool single) {
  std::string_view type = single ? "float" : "double";
  if (std::isnan(value)) return fmt::format("std::numeric_limits<{}>::quiet_NaN()", type);
  if (std::isinf(value)) return fmt::format("{}std::numeric_limits<{}>::infinity()", value < 0 ? "-" : "", type);
  std::string text = single ? fmt::format("{}", static_cast<float>(value)) : fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return single ? text + "f" : text;
}

std::string intLiteral(std::int64_t value) {
  // The magnitude of the lowest value is no literal of its type.
  return value == std::numeric_limits<std::int64_t>::min() ? "INT64_MIN" : fmt::format("{}", value);
}

namespace {

std::size_t indentation(std::string_view line) { return std::min(line.find_first_not_of(" \t"), line.size()); }

std::vector<std::string_view> splitLines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// Where the string literal that starts at `begin` ends.
std::size_t endOfString(std::string_view text, std::size_t begin) {
  std::size_t i = begin + 1;
  while (i < text.size() && text[i] != '"') i += text[i] == '\\' ? 2 : 1;
  return std::min(i + 1, text.size());
}

} // namespace

std::vector<std::string> docstringLines(std::string_view docstring) {
  std::vector<std::string_view> lines = splitLines(docstring);
  std::size_t margin = std::string_view::npos;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (indentation(lines[i]) < lines[i].size()) margin = std::min(margin, indentation(lines[i]));
  }
  std::vector<std::string> result;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::size_t cut = i == 0 ? indentation(lines[i]) : std::min(margin, indentation(lines[i]));
    std::string_view line = lines[i].substr(cut);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) line.remove_suffix(1);
    result.emplace_back(line);
  }
  while (!result.empty() && result.back().empty()) result.pop_back();
  while (!result.empty() && result.front().empty()) result.erase(result.begin());
  return result;
}

std::string escapeSurrogates(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    support::DecodedCodePoint found = support::decodeUtf8(text, true);
    std::size_t length = std::max<std::size_t>(found.length, 1);
    if (found.value >= 0xD800 && found.value <= 0xDFFF) {
      result += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(found.value));
    } else {
      result += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  return result;
}

std::string commentText(std::string_view text) {
  std::string result = escapeSurrogates(text);
  while (!result.empty() && (result.back() == ' ' || result.back() == '\r')) result.pop_back();
  if (!result.empty() && result.back() == '\\') result += " .";
  for (char& c : result) {
    if (c == '\n' || c == '\r' || c == '\f') c = ' ';
  }
  return result;
}

std::vector<std::string> breakLine(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string_view rest = text;
  while (true) {
    std::size_t indent = lines.empty() ? 0 : 4;
    std::size_t room = width > indent + 20 ? width - indent : 20;
    if (rest.size() <= room) break;
    // The best break is at the lowest level of nesting; of those, the last that fits.
    std::size_t best = 0;
    int best_depth = std::numeric_limits<int>::max();
    int depth = 0;
    for (std::size_t i = 0; i < rest.size() && i < room; ++i) {
      char c = rest[i];
      if (c == '"') {
        i = endOfString(rest, i) - 1;
        continue;
      }
      // Angle brackets of templates stand without blanks, comparisons with them.
      bool template_bracket = (c == '<' || c == '>') && i > 0 && rest[i - 1] != ' ' && rest[i - 1] != '-';
      if (c == '(' || c == '[' || c == '{' || (template_bracket && c == '<')) ++depth;
      if (c == ')' || c == ']' || c == '}' || (template_bracket && c == '>')) --depth;
      // Behind a comma or an operator between blanks; a break near the start helps nobody.
      bool after_comma = c == ' ' && i > 0 && rest[i - 1] == ',';
      bool after_operator = c == ' ' && i > 1 && std::string_view("+-*/%&|^<>=?:").find(rest[i - 1]) != rest.npos &&
                            rest.substr(0, i).find(' ') != rest.npos;
      bool late = i >= room / 3;
      if ((after_comma || after_operator) && late && depth <= best_depth) {
        best = i;
        best_depth = depth;
      }
    }
    if (best == 0) break;
    lines.push_back(std::string(lines.empty() ? 0 : 4, ' ') + std::string(rest.substr(0, best)));
    rest = rest.substr(best + 1);
  }
  lines.push_back(std::string(lines.empty() ? 0 : 4, ' ') + std::string(rest));
  return lines;
}

} // namespace pyompcc::emit
