// lib/sema/bind_call.h
//
// Which argument of a call becomes which parameter.
#pragma once

#include "lib/ast/ast.h"
#include "lib/support/name.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace pyompcc::sema {

/// One argument as a call gives it: an expression, or an element of the tuple behind `*`.
struct Argument {
  const ast::Expr* expr = nullptr;
  std::optional<std::size_t> element = {};
};

/// What one parameter gets.
struct ParameterBinding {
  const ast::Arg* param = nullptr;
  std::vector<Argument> arguments = {};     ///< one; any number for `*args`; none where the default counts
  const ast::Expr* default_value = nullptr; ///< as written at the def, or null
  bool packed = false;                      ///< `*args`: a tuple of the arguments
  bool positional_only = false;
  bool keyword_only = false;

  /// Has it neither an argument nor a default?
  bool isMissing() const { return !packed && arguments.empty() && !default_value; }
};

/// A call's arguments on a function's parameters, which are in the order of `parameters()`.
struct CallBinding {
  std::vector<ParameterBinding> params;
  std::size_t positional = 0;                     ///< parameters that can be given by position
  std::size_t given = 0;                          ///< arguments by position, those of `*tuple` counted
  std::vector<const ast::Keyword*> unknown = {};  ///< keywords that no parameter has
  std::vector<const ast::Keyword*> repeated = {}; ///< keywords of parameters that have a value already
  bool tooMany() const { return given > positional; }
};

/// The parameters with their defaults; no arguments.
CallBinding bindDefaults(const ast::Arguments& arguments);

/// The defaults of the parameters behind the first `given` ones, all by position; nothing where the function does not
/// take so many or so few.
std::optional<std::span<ast::Expr* const>> remainingDefaults(const ast::Arguments& arguments, std::size_t given);

/// Python language reference, section 6.3.4: positional arguments first, then keywords, then defaults. The first `held`
/// parameters get nothing: the function's value holds them (they count as given). `tuple_size` gives the number of
/// elements of the value behind `*`; `**` binds nothing.
CallBinding bindCall(const ast::Arguments& arguments, std::size_t held, std::span<ast::Expr* const> args,
                     std::span<ast::Keyword* const> keywords,
                     const std::function<std::size_t(const ast::Expr&)>& tuple_size);

} // namespace pyompcc::sema
