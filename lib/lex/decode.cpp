// lib/lex/decode.cpp
//
// Byte order marks, coding lines, and the check that what is left is UTF-8.
#include "lib/lex/decode.h"

#include "lib/lex/coding.h"
#include "lib/support/byte_scan.h"
#include "lib/support/unicode.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

namespace pyompcc::lex {
namespace {

using support::Failure;
using support::Result;

constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";

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

// The coding that the name in a coding line means, when it can be read.
Result<Coding> readableCoding(std::string_view name, bool has_mark) {
  Coding coding = codingNamed(name);
  // Beside a mark CPython knows only the names of UTF-8 that need no look-up.
  if (has_mark && !coding.is_plain_utf8) {
    return Failure{fmt::format("source coding `{}` contradicts the UTF-8 mark at the start", name)};
  }
  if (coding.kind == Coding::Kind::Other) {
    return Failure{fmt::format("source coding `{}` is not supported; save as UTF-8", name)};
  }
  if (coding.kind == Coding::Kind::Unknown) {
    return Failure{fmt::format("source coding `{}` is unknown; save as UTF-8", name)};
  }
  return coding;
}

/// The coding that a file names, on one of its first two lines.
struct CodingLine {
  std::string_view name; ///< empty without such a line
  int number = 0;
};

CodingLine findCodingLine(std::string_view text) {
  std::string_view rest = text;
  for (int number = 1; number <= 2; ++number) {
    std::string_view line = takeLine(rest);
    std::string_view name = codingName(line);
    if (!name.empty()) return {name, number};
    if (!isBlankOrComment(line)) break;
  }
  return {};
}

Result<Coding> findCoding(std::string_view text, bool has_mark) {
  CodingLine line = findCodingLine(text);
  if (line.name.empty()) return codingNamed("utf-8");
  Result<Coding> coding = readableCoding(line.name, has_mark);
  if (!coding) return Failure{fmt::format("line {}: {}", line.number, coding.failure().text)};
  return coding;
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

bool isPlain(char c) { return c != '\0' && static_cast<unsigned char>(c) < 0x80; }

// The offset of the first byte that is a NUL or not of an UTF-8 character.
std::optional<std::size_t> findBadByte(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    // Most text is ASCII.
    if (i + support::ByteStep <= text.size() && support::isPlainStep(text.data() + i)) {
      i += support::ByteStep;
      continue;
    }
    std::size_t end = std::min(i + support::ByteStep, text.size());
    while (i < end && isPlain(text[i])) ++i;
    if (i == end) continue;
    if (text[i] == '\0') return i;
    support::DecodedCodePoint next = support::decodeUtf8(text.substr(i));
    if (next.length == 0) return i;
    i += next.length;
  }
  return std::nullopt;
}

// The offset of the first NUL, or of the first byte that a coding of one byte a character does not have.
std::optional<std::size_t> findBadByte(std::string_view text, const Coding& coding) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    bool is_bad = byte == 0;
    if (byte >= 0x80 && coding.kind == Coding::Kind::Ascii) is_bad = true;
    if (byte >= 0x80 && coding.upper) is_bad = (*coding.upper)[byte - 0x80U] == NoCharacter;
    if (is_bad) return i;
  }
  return std::nullopt;
}

std::string toUtf8(std::string_view text, const Coding& coding) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    support::appendUtf8(out, byte >= 0x80 && coding.upper ? (*coding.upper)[byte - 0x80U] : byte);
  }
  return out;
}

Failure badByte(std::string_view text, std::size_t place, const Coding& coding) {
  std::uint32_t line = lineOf(text, place);
  if (text[place] == '\0') return Failure{fmt::format("line {}: source holds a NUL byte", line)};
  auto byte = static_cast<unsigned>(static_cast<unsigned char>(text[place]));
  bool is_utf8 = coding.kind == Coding::Kind::Utf8;
  return Failure{fmt::format("line {}: byte 0x{:02x} is not {}{}", line, byte, is_utf8 ? "UTF-8" : coding.name,
                             is_utf8 ? "; save as UTF-8 or name the coding (PEP 263)" : "; save as UTF-8")};
}

} // namespace

Result<std::string> decodeSource(std::string bytes) {
  // Offsets are 32 bits wide; a character of another coding can take three bytes.
  if (bytes.size() >= std::numeric_limits<std::uint32_t>::max() / 3) return Failure{"file is larger than 1.3 GiB"};
  bool has_mark = bytes.starts_with(ByteOrderMark);
  std::string_view text = std::string_view(bytes).substr(has_mark ? ByteOrderMark.size() : 0);
  Result<Coding> coding = findCoding(text, has_mark);
  if (!coding) return coding.failure();
  bool is_utf8 = coding->kind == Coding::Kind::Utf8;
  std::optional<std::size_t> bad = is_utf8 ? findBadByte(text) : findBadByte(text, *coding);
  if (bad) return badByte(text, *bad, *coding);
  if (!is_utf8) return toUtf8(text, *coding);
  if (has_mark) bytes.erase(0, ByteOrderMark.size());
  return bytes;
}

std::string codingOf(std::string_view bytes) {
  if (bytes.starts_with(ByteOrderMark)) return "utf-8";
  std::string name(findCodingLine(bytes).name);
  // The spellings of the two commonest codings are one name; any other is given as it stands there.
  std::string plain = name.substr(0, 12);
  for (char& c : plain) c = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  auto isOne = [&](std::string_view known) {
    return plain == known || (plain.starts_with(known) && plain[known.size()] == '-');
  };
  if (name.empty() || isOne("utf-8")) return "utf-8";
  if (isOne("latin-1") || isOne("iso-8859-1") || isOne("iso-latin-1")) return "iso-8859-1";
  return name;
}

} // namespace pyompcc::lex
