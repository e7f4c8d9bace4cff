// runtime/include/pyomp/text/print.hpp
//
// `print`: the whole text is made first and written at once, so that lines of several threads are not mixed.
#pragma once

#include "repr.hpp"

namespace py {

/// What `print` is called with besides the values.
struct PrintStyle {
  Str sep = " ";
  Str end = "\n";
  bool to_stderr = false;
  bool flush = false;
};

/// Writes to Python's sys.stdout or sys.stderr as it is at this time; takes the GIL. Defined in binding/print.hpp.
PYOMP_APART void writeText(const Str& text, bool to_stderr, bool flush);

template <class... Values> void print(const PrintStyle& style, const Values&... values) {
  Str line;
  bool first = true;
  auto add = [&](const Str& value) {
    if (!first) line += style.sep;
    first = false;
    line += value;
  };
  (add(str(values)), ...);
  line += style.end;
  writeText(line, style.to_stderr, style.flush);
}
template <class... Values> void print(const Values&... values) {
  PrintStyle style;
  print(style, values...);
}

/// `error at(execution)` of OpenMP 5.2 section 8.5: what is fatal raises, since no call ends the process.
[[noreturn, gnu::cold]] PYOMP_APART void program_fails(const Str& message, int line = __builtin_LINE()) {
  throw RuntimeError(message, line);
}
/// What is not fatal is written to sys.stderr. Defined in binding/print.hpp.
PYOMP_APART void program_warns(const Str& message);

/// `print(*values)`
template <class R> void print_all(const R& values) {
  Str line;
  bool first = true;
  for (auto&& value : values) {
    if (!first) line += " ";
    first = false;
    line += str(value);
  }
  print(line);
}

} // namespace py
