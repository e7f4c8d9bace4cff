// lib/lex/decode.cpp
//
// Byte order marks, coding lines, and the check that what is left is UTF-8.
#include "lib/lex/decode.h"

#include "lib/support/byte_scan.h"
#include "lib/support/unicode.h"

#include <fmt/format.h>

#include <bit>
#include <limits>
#include <optional>

namespace pyompcc::lex {
namespace {

using support::Failure;
using support::Result;

constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";

enum class Coding { Utf8, Latin1, Ascii };

bool isNameCharacter(char c) {
  bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

// The name after `coding:` or `coding=` in a comment, as PEP 263 finds it:
//   ^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)
std::string_view codingName(std::string_view line) {
  std::size_t start = line.find_first_not_of(" \t\f");
  if (start == std::string_view::npos || line[start] != '#') return {};
  for (std::size_t at = line.find("coding"); at != std::string_view::npos; at = line.find("coding", at + 1)) {
    std::size_t p = at + std::string_view("coding").size();
    if (p >= line.size() || (line[p] != ':' && line[p] != '=')) continue;
    p = line.find_first_not_of(" \t", p + 1);
    if (p == std::string_view::npos) return {};
    std::size_t end = p;
    while (end < line.size() && isNameCharacter(line[end])) ++end;
    if (end > p) return line.substr(p, end - p);
  }
  return {};
}

bool isBlankOrComment(std::string_view line) {
  std::size_t start = line.find_first_not_of(" \t\f");
  return start == std::string_view::npos || line[start] == '#';
}

std::optional<Coding> codingNamed(std::string_view name) {
  std::string lower;
  for (char c : name) lower += c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (lower == "utf-8" || lower == "utf8" || lower.starts_with("utf-8-")) return Coding::Utf8;
  if (lower == "ascii" || lower == "us-ascii") return Coding::Ascii;
  for (std::string_view known : {"latin-1", "iso-8859-1", "iso-latin-1", "latin1", "iso8859-1", "l1"}) {
    if (lower == known || lower.starts_with(fmt::format("{}-", known))) return Coding::Latin1;
  }
  return std::nullopt;
}

std::string_view takeLine(std::string_view& rest) {
  std::size_t end = rest.find_first_of("\r\n");
  std::string_view line = rest.substr(0, end);
  if (end == std::string_view::npos) {
    rest = {};
  } else {
    rest.remove_prefix(end + (rest.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  return line;
}

Result<Coding> findCoding(std::string_view text, bool has_mark) {
  std::string_view rest = text;
  for (int number = 1; number <= 2; ++number) {
    std::string_view line = takeLine(rest);
    std::string_view name = codingName(line);
    if (!name.empty()) {
      std::optional<Coding> coding = codingNamed(name);
      if (!coding)
        return Failure{fmt::format("line {}: source coding `{}` is not supported; save as UTF-8", number, name)};
      // CPython knows only the spelling with a hyphen beside a mark.
      bool is_utf8 = *coding == Coding::Utf8 && name.size() > 4 && (name[3] == '-' || name[3] == '_');
      if (has_mark && !is_utf8) {
        return Failure{
            fmt::format("line {}: source coding `{}` contradicts the UTF-8 mark at the start", number, name)};
      }
      return *coding;
    }
    if (!isBlankOrComment(line)) break;
  }
  return Coding::Utf8;
}

std::uint32_t lineOf(std::string_view text, std::size_t offset) {
  std::uint32_t line = 1;
  for (std::string_view rest = text.substr(0, offset); !rest.empty(); ++line) {
    std::size_t end = rest.find_first_of("\r\n");
    if (end == std::string_view::npos) break;
    takeLine(rest);
  }
  return line;
}

// The offset of the first byte that is not of an UTF-8 character.
std::optional<std::size_t> findBadByte(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    // Most text is ASCII.
    if (i + support::ByteBlock <= text.size()) {
      std::uint32_t beyond = support::bytesBeyondAscii(text.data() + i);
      i += beyond ? static_cast<std::size_t>(std::countr_zero(beyond)) : std::size_t{support::ByteBlock};
      if (!beyond) continue;
    }
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    support::DecodedCodePoint next = support::decodeUtf8(text.substr(i));
    if (next.length == 0) return i;
    i += next.length;
  }
  return std::nullopt;
}

std::string fromLatin1(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (char c : text) support::appendUtf8(out, static_cast<unsigned char>(c));
  return out;
}

} // namespace

Result<std::string> decodeSource(std::string bytes) {
  // Offsets are 32 bits wide; other codings can double in size.
  if (bytes.size() >= std::numeric_limits<std::uint32_t>::max() / 2) return Failure{"file is larger than 2 GiB"};
  bool has_mark = bytes.starts_with(ByteOrderMark);
  std::string_view text = std::string_view(bytes).substr(has_mark ? ByteOrderMark.size() : 0);
  Result<Coding> coding = findCoding(text, has_mark);
  if (!coding) return coding.failure();
  if (std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
    return Failure{fmt::format("line {}: source holds a NUL byte", lineOf(text, zero))};
  }
  if (*coding == Coding::Latin1) return fromLatin1(text);
  std::optional<std::size_t> bad = findBadByte(text);
  if (*coding == Coding::Ascii && !bad) {
    for (std::size_t i = 0; i < text.size() && !bad; ++i) {
      if (static_cast<unsigned char>(text[i]) >= 0x80) bad = i;
    }
  }
  if (bad) {
    return Failure{
        fmt::format("line {}: byte 0x{:02x} is not {}", lineOf(text, *bad),
                    static_cast<unsigned>(static_cast<unsigned char>(text[*bad])),
                    *coding == Coding::Ascii ? "ASCII" : "UTF-8; save as UTF-8 or name the coding (PEP 263)")};
  }
  if (has_mark) bytes.erase(0, ByteOrderMark.size());
  return bytes;
}

} // namespace pyompcc::lex
