// lib/support/unicode.cpp
//
// UTF-8, identifier characters and normalisation form KC, from the tables of grammar/unicode.
#include "lib/support/unicode.h"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>
#include <vector>

namespace pyompcc::support {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};
struct ClassRange {
  char32_t first;
  char32_t last;
  std::uint8_t value;
};
struct Decomposition {
  char32_t from;
  const char* to;
};
struct Composition {
  char32_t first;
  char32_t second;
  char32_t composed;
};

constexpr Range IdentifierStart[] = {
#define RANGE(First, Last) {First, Last},
#include "grammar/unicode/identifier_start.def"
};
constexpr Range IdentifierContinue[] = {
#define RANGE(First, Last) {First, Last},
#include "grammar/unicode/identifier_continue.def"
};
constexpr Range Printable[] = {
#define RANGE(First, Last) {First, Last},
#include "grammar/unicode/printable.def"
};
constexpr ClassRange PrintableSince[] = {
#define SINCE(First, Last, Minor) {First, Last, Minor},
#include "grammar/unicode/printable_since.def"
};
constexpr ClassRange CombiningClasses[] = {
#define CLASS(First, Last, Value) {First, Last, Value},
#include "grammar/unicode/combining_class.def"
};
constexpr Decomposition Decompositions[] = {
#define DECOMPOSE(From, To) {From, To},
#include "grammar/unicode/decomposition.def"
};
constexpr Composition Compositions[] = {
#define COMPOSE(First, Second, Composed) {First, Second, Composed},
#include "grammar/unicode/composition.def"
};

constexpr bool byFirst(const Composition& a, const Composition& b) {
  return a.first != b.first ? a.first < b.first : a.second < b.second;
}
static_assert(std::is_sorted(std::begin(Compositions), std::end(Compositions), byFirst), "composition.def is sorted");

// Hangul syllables are composed by arithmetic (Unicode standard, section 3.12).
constexpr char32_t SyllableBase = 0xAC00;
constexpr char32_t LeadBase = 0x1100;
constexpr char32_t VowelBase = 0x1161;
constexpr char32_t TailBase = 0x11A7;
constexpr char32_t LeadCount = 19;
constexpr char32_t VowelCount = 21;
constexpr char32_t TailCount = 28;
constexpr char32_t SyllableCount = LeadCount * VowelCount * TailCount;

// The row of a table of ranges that holds a code point, or null.
template <class Row> const Row* findRange(std::span<const Row> rows, char32_t code_point) {
  auto after = std::upper_bound(rows.begin(), rows.end(), code_point,
                                [](char32_t value, const Row& row) { return value < row.first; });
  if (after == rows.begin()) return nullptr;
  const Row& row = *std::prev(after);
  return code_point <= row.last ? &row : nullptr;
}

std::uint8_t combiningClass(char32_t code_point) {
  const ClassRange* row = findRange(std::span<const ClassRange>(CombiningClasses), code_point);
  return row ? row->value : std::uint8_t{0};
}

void appendDecomposed(std::vector<char32_t>& out, char32_t code_point) {
  if (code_point >= SyllableBase && code_point < SyllableBase + SyllableCount) {
    char32_t index = code_point - SyllableBase;
    out.push_back(LeadBase + index / (VowelCount * TailCount));
    out.push_back(VowelBase + index % (VowelCount * TailCount) / TailCount);
    if (index % TailCount != 0) out.push_back(TailBase + index % TailCount);
    return;
  }
  const auto* row = std::lower_bound(std::begin(Decompositions), std::end(Decompositions), code_point,
                                     [](const Decomposition& d, char32_t value) { return d.from < value; });
  if (row == std::end(Decompositions) || row->from != code_point) {
    out.push_back(code_point);
    return;
  }
  for (std::string_view rest = row->to; !rest.empty();) {
    DecodedCodePoint part = decodeUtf8(rest);
    out.push_back(part.value);
    rest.remove_prefix(part.length);
  }
}

// Puts each run of combining characters into the order of their classes; those of one class stay in their order.
void orderCanonically(std::vector<char32_t>& text) {
  std::vector<std::tuple<std::uint8_t, std::size_t, char32_t>> run;
  for (std::size_t from = 0; from < text.size(); ++from) {
    run.clear();
    for (std::size_t i = from; i < text.size() && combiningClass(text[i]) != 0; ++i) {
      run.emplace_back(combiningClass(text[i]), i, text[i]);
    }
    std::sort(run.begin(), run.end());
    for (const auto& [order, place, code_point] : run) text[from++] = code_point;
  }
}

// The character that two compose to, or 0.
char32_t composed(char32_t first, char32_t second) {
  if (first >= LeadBase && first < LeadBase + LeadCount && second >= VowelBase && second < VowelBase + VowelCount) {
    return SyllableBase + ((first - LeadBase) * VowelCount + (second - VowelBase)) * TailCount;
  }
  bool is_open_syllable =
      first >= SyllableBase && first < SyllableBase + SyllableCount && (first - SyllableBase) % TailCount == 0;
  if (is_open_syllable && second > TailBase && second < TailBase + TailCount) return first + (second - TailBase);
  Composition wanted{first, second, 0};
  const auto* row = std::lower_bound(std::begin(Compositions), std::end(Compositions), wanted, byFirst);
  bool is_found = row != std::end(Compositions) && row->first == first && row->second == second;
  return is_found ? row->composed : U'\0';
}

// Joins each character with the last starter before it unless one between them blocks it (D115 to D117).
void composeCanonically(std::vector<char32_t>& text) {
  constexpr std::size_t None = static_cast<std::size_t>(-1);
  std::size_t kept = 0;
  std::size_t starter = None;
  std::uint8_t last_class = 0;
  for (char32_t code_point : text) {
    std::uint8_t current = combiningClass(code_point);
    bool is_adjacent = starter != None && kept == starter + 1;
    bool is_blocked = starter == None || (!is_adjacent && (last_class == 0 || last_class >= current));
    char32_t joined = is_blocked ? U'\0' : composed(text[starter], code_point);
    if (joined) {
      text[starter] = joined;
      continue;
    }
    if (current == 0) starter = kept;
    last_class = current;
    text[kept++] = code_point;
  }
  text.resize(kept);
}

} // namespace

DecodedCodePoint decodeUtf8(std::string_view text, bool surrogates) {
  auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  auto tail = [&](std::size_t i) { return byte(i) & 0x3FU; };
  auto is_tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead >= 0xC2 && lead < 0xE0 && is_tail(1)) return {(lead & 0x1FU) << 6 | tail(1), 2};
  if (lead >= 0xE0 && lead < 0xF0 && is_tail(1) && is_tail(2)) {
    char32_t value = (lead & 0x0FU) << 12 | tail(1) << 6 | tail(2);
    bool is_surrogate = value >= 0xD800 && value < 0xE000;
    if (value >= 0x800 && (surrogates || !is_surrogate)) return {value, 3};
  }
  if (lead >= 0xF0 && lead < 0xF5 && is_tail(1) && is_tail(2) && is_tail(3)) {
    char32_t value = (lead & 0x07U) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3);
    if (value >= 0x10000 && value <= 0x10FFFF) return {value, 4};
  }
  return {0, 0};
}

char* writeUtf8(char* out, char32_t code_point) {
  auto put = [&](char32_t byte) { *out++ = static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
  return out;
}

void appendUtf8(std::string& out, char32_t code_point) {
  char bytes[4];
  out.append(bytes, writeUtf8(bytes, code_point));
}

bool isIdentifierStart(char32_t code_point) {
  return findRange(std::span<const Range>(IdentifierStart), code_point) != nullptr;
}

bool isIdentifierContinue(char32_t code_point) {
  return findRange(std::span<const Range>(IdentifierContinue), code_point) != nullptr;
}

bool isPrintable(char32_t code_point, int python) {
  if (!findRange(std::span<const Range>(Printable), code_point)) return false;
  const ClassRange* since = findRange(std::span<const ClassRange>(PrintableSince), code_point);
  return !since || since->value <= python;
}

std::string normalizeNfkc(std::string_view text) {
  std::vector<char32_t> code_points;
  while (!text.empty()) {
    DecodedCodePoint next = decodeUtf8(text);
    if (next.length == 0) next = {0xFFFD, 1};
    appendDecomposed(code_points, next.value);
    text.remove_prefix(next.length);
  }
  orderCanonically(code_points);
  composeCanonically(code_points);
  std::string out;
  for (char32_t code_point : code_points) appendUtf8(out, code_point);
  return out;
}

} // namespace pyompcc::support
