// lib/sema/bind_call.cpp
//
// Binds arguments to parameters.
#include "lib/sema/bind_call.h"

#include <algorithm>

namespace pyompcc::sema {
namespace {

constexpr std::size_t AnyNumber = static_cast<std::size_t>(-1);

ParameterBinding* packedOf(CallBinding& binding) {
  auto found = std::ranges::find_if(binding.params, &ParameterBinding::packed);
  return found == binding.params.end() ? nullptr : &*found;
}

void addPositional(CallBinding& binding, std::size_t named, Argument argument) {
  std::size_t index = binding.given++;
  if (index < named) {
    binding.params[index].arguments.push_back(argument);
  } else if (ParameterBinding* packed = packedOf(binding)) {
    packed->arguments.push_back(argument);
  }
}

} // namespace

CallBinding bindDefaults(const ast::Arguments& arguments) {
  CallBinding binding;
  for (const ast::Arg* param : arguments.posonlyargs) {
    binding.params.push_back({.param = param, .positional_only = true});
  }
  for (const ast::Arg* param : arguments.args) binding.params.push_back({.param = param});
  binding.positional = arguments.vararg ? AnyNumber : binding.params.size();
  // Defaults belong to the last positional parameters.
  std::size_t first = binding.params.size() - arguments.defaults.size();
  for (std::size_t i = 0; i < arguments.defaults.size(); ++i) {
    binding.params[first + i].default_value = arguments.defaults[i];
  }
  if (arguments.vararg) binding.params.push_back({.param = arguments.vararg, .packed = true});
  for (std::size_t i = 0; i < arguments.kwonlyargs.size(); ++i) {
    const ast::Expr* value = i < arguments.kw_defaults.size() ? arguments.kw_defaults[i] : nullptr;
    binding.params.push_back({.param = arguments.kwonlyargs[i], .default_value = value, .keyword_only = true});
  }
  return binding;
}

CallBinding bindCall(const ast::Arguments& arguments, std::size_t held, std::span<ast::Expr* const> args,
                     std::span<ast::Keyword* const> keywords,
                     const std::function<std::size_t(const ast::Expr&)>& tuple_size) {
  CallBinding binding = bindDefaults(arguments);
  binding.given = held;
  std::size_t named = arguments.posonlyargs.size() + arguments.args.size();
  for (const ast::Expr* arg : args) {
    const auto* starred = ast::as<ast::Starred>(arg);
    if (!starred) {
      addPositional(binding, named, {arg});
      continue;
    }
    std::size_t size = tuple_size(*starred->value);
    for (std::size_t i = 0; i < size; ++i) addPositional(binding, named, {starred->value, i});
  }
  for (const ast::Keyword* keyword : keywords) {
    auto found = std::ranges::find_if(binding.params, [&](const ParameterBinding& param) {
      return keyword->arg && param.param->arg == keyword->arg && !param.positional_only && !param.packed;
    });
    if (found == binding.params.end()) {
      binding.unknown.push_back(keyword);
    } else if (!found->arguments.empty()) {
      binding.repeated.push_back(keyword);
    } else {
      found->arguments.push_back({keyword->value});
    }
  }
  return binding;
}

std::optional<std::span<ast::Expr* const>> remainingDefaults(const ast::Arguments& arguments, std::size_t given) {
  std::size_t count = arguments.posonlyargs.size() + arguments.args.size();
  bool by_position = !arguments.vararg && !arguments.kwarg && arguments.kwonlyargs.empty();
  if (!by_position || given > count || count - given > arguments.defaults.size()) return std::nullopt;
  return std::span<ast::Expr* const>(arguments.defaults).last(count - given);
}

} // namespace pyompcc::sema
