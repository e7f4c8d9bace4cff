// test/unit/emit/printed.h
//
// Prints sample functions, and asks clang whether it takes the text.
#pragma once

#include "test/unit/ir/sample.h"

#include <string>

namespace pyompcc::emit::test {

/// The lines between the braces of the sample's function.
std::string body(const ir::test::Sample& sample);

/// `return expr;` without the words around the expression; the sample is changed.
std::string printed(ir::test::Sample& sample, ir::Expr* expr);

/// Texts that clang is shown together, since starting it takes longer than reading them.
class Printed {
 public:
  /// Adds the sample's functions as they print now.
  void add(const ir::test::Sample& sample);
  /// What clang says with -Wall -Wextra, and the text; empty when it has nothing to say.
  std::string complaints() const;

 private:
  std::string text_;
  int count_ = 0;
};

/// Printed for one sample.
std::string complaints(const ir::test::Sample& sample);

} // namespace pyompcc::emit::test
