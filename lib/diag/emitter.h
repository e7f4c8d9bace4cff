// lib/diag/emitter.h
//
// Collects diagnostics: typed rows of grammar/diagnostics.def with their arguments and places.
#pragma once

#include "lib/support/source.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace pyompcc::diag {

enum class Severity : std::uint8_t { Error, Warning, Note };

/// Names of all rows; the printed form is the enumerator's.
enum class Kind : std::uint16_t {
#define DIAG(Name, ...) Name,
#include "grammar/diagnostics.def"
};

/// The name of a row as it is printed in brackets.
std::string_view kindName(Kind kind);

/// Argument types of rows.
using Text = std::string_view;
using Number = std::int64_t;

/// One row: what it is, how bad, and its text with a {} for each argument.
template <class... Args> struct Row {
  Kind kind;
  Severity severity;
  std::string_view text;
};

/// The number of {} in a row's text; {{ and }} are literal braces.
constexpr std::size_t countPlaceholders(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '{' && text[i + 1] == '}') ++count;
    if (text[i] == text[i + 1] && (text[i] == '{' || text[i] == '}')) ++i;
  }
  return count;
}

#define DIAG(Name, Level, Message, ...)                                                                                \
  inline constexpr Row<__VA_ARGS__> Name{Kind::Name, Severity::Level, Message};                                        \
  static_assert(countPlaceholders(Message) == std::tuple_size_v<std::tuple<__VA_ARGS__>>,                              \
                #Name ": as many {} as arguments");
#include "grammar/diagnostics.def"

/// One message at one place, with the notes that explain it.
struct Diagnostic {
  Kind kind{};
  Severity severity{};
  support::Loc loc;
  std::string text;
  std::vector<Diagnostic> notes;
};

/// Receives every diagnostic of one compilation. The same kind at the same place is kept once.
class Emitter {
 public:
  /// The diagnostic just reported, to hang notes on. Valid until the next report.
  class Reported {
   public:
    explicit Reported(Diagnostic* diagnostic) : diagnostic_(diagnostic) {}

    /// Adds a note that explains the diagnostic.
    template <class... Args>
    Reported& note(support::Loc loc, const Row<Args...>& row, std::type_identity_t<Args>... args) {
      if (diagnostic_) diagnostic_->notes.push_back(make(loc, row, args...));
      return *this;
    }

   private:
    Diagnostic* diagnostic_;
  };

  /// Reports a row at a place; the arguments have the row's types.
  template <class... Args>
  Reported report(support::Loc loc, const Row<Args...>& row, std::type_identity_t<Args>... args) {
    return Reported(add(make(loc, row, args...)));
  }

  /// From now on a reported warning counts as an error (`--werror`).
  void treatWarningsAsErrors() { warnings_are_errors_ = true; }
  /// Forgets every warning that `ignored` says yes to (`# omp: ignore`).
  template <class Predicate> void dropWarnings(Predicate ignored) {
    std::erase_if(diagnostics_, [&](const Diagnostic& d) { return d.severity == Severity::Warning && ignored(d); });
  }

  std::size_t errorCount() const { return error_count_; }
  bool hasErrors() const { return error_count_ > 0; }
  /// All diagnostics in order of file and place; those of one place in the order of their report.
  std::vector<Diagnostic> sorted() const;

 private:
  template <class... Args> static Diagnostic make(support::Loc loc, const Row<Args...>& row, Args... args) {
    return {row.kind, row.severity, loc, fmt::format(fmt::runtime(row.text), args...), {}};
  }
  /// Returns nullptr for one that is already there.
  Diagnostic* add(Diagnostic diagnostic);

  std::vector<Diagnostic> diagnostics_;
  std::size_t error_count_ = 0;
  bool warnings_are_errors_ = false;
};

} // namespace pyompcc::diag
