// lib/diag/emitter.h
//
// Collects diagnostics: typed rows of grammar/diagnostics.def with their arguments and places.
#pragma once

#include "lib/support/source.h"

#include <fmt/core.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace pyompcc::diag {

enum class Severity : std::uint8_t { Error, Warning, Note };

/// What a diagnostic is: a row of grammar/diagnostics.def. Its enumerators are in kinds.h, so that a new row rebuilds
/// the stage that reports it (rows/) and nothing else.
enum class Kind : std::uint16_t;

/// The name of a row as it is printed in brackets.
std::string_view kindName(Kind kind);

/// Argument types of rows.
using Text = std::string_view;
using Number = std::int64_t;

/// One row: what it is, how bad, and its text with a {} for each argument. The rows themselves are in rows/, a header
/// for each stage.
template <class... Args> struct Row {
  Kind kind;
  Severity severity;
  std::string_view text;
};

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
      if (diagnostic_) diagnostic_->notes.push_back(makeOf(loc, row, args...));
      return *this;
    }

   private:
    Diagnostic* diagnostic_;
  };

  /// Reports a row at a place; the arguments have the row's types.
  template <class... Args>
  Reported report(support::Loc loc, const Row<Args...>& row, std::type_identity_t<Args>... args) {
    return Reported(add(makeOf(loc, row, args...)));
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
  template <class... Args> static Diagnostic makeOf(support::Loc loc, const Row<Args...>& row, Args... args) {
    return make(loc, row.kind, row.severity, row.text, fmt::make_format_args(args...));
  }
  static Diagnostic make(support::Loc loc, Kind kind, Severity severity, std::string_view text, fmt::format_args args);
  /// Returns nullptr for one that is already there.
  Diagnostic* add(Diagnostic diagnostic);

  std::vector<Diagnostic> diagnostics_;
  std::size_t error_count_ = 0;
  bool warnings_are_errors_ = false;
};

} // namespace pyompcc::diag
