// lib/diag/rows.cpp
//
// Expands grammar/diagnostics.def to its rows and their names.
#include "lib/diag/kinds.h"
#include "lib/diag/rows/driver.h"
#include "lib/diag/rows/lex.h"
#include "lib/diag/rows/lower.h"
#include "lib/diag/rows/omp.h"
#include "lib/diag/rows/parse.h"
#include "lib/diag/rows/scope.h"
#include "lib/diag/rows/sema.h"

#include <array>
#include <string_view>
#include <tuple>

namespace pyompcc::diag {
namespace {

constexpr auto KindNames = std::to_array<std::string_view>({
#define DIAG(Name, ...) #Name,
#include "grammar/diagnostics.def"
});

// The number of {} in a row's text; {{ and }} are literal braces.
constexpr std::size_t countPlaceholders(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '{' && text[i + 1] == '}') ++count;
    if (text[i] == text[i + 1] && (text[i] == '{' || text[i] == '}')) ++i;
  }
  return count;
}

} // namespace

#define DIAG(Name, Level, Message, ...)                                                                                \
  constinit const Row<__VA_ARGS__> Name{Kind::Name, Severity::Level, Message};                                         \
  static_assert(countPlaceholders(Message) == std::tuple_size_v<std::tuple<__VA_ARGS__>>,                              \
                #Name ": as many {} as arguments");
#include "grammar/diagnostics.def"

std::string_view kindName(Kind kind) { return KindNames[static_cast<std::size_t>(kind)]; }

} // namespace pyompcc::diag
