// runtime/include/pyomp/text/repr.hpp
//
// `py::repr(x)` and `py::str(x)`: the text of values, as CPython's repr() and str() give it.
#pragma once

#include "../exceptions.hpp"
#include "../literal.hpp"
#include "../numpy_scalar.hpp"
#include "float_text.hpp"
#include "str.hpp"
#include "unicode.hpp"

#include <algorithm>
#include <complex>
#include <string_view>
#include <tuple>

namespace py {

namespace detail {

/// `\x1f` and its like.
inline void addEscape(StrBuilder& builder, std::string_view escape, char32_t character, int digits) {
  builder.add(escape);
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
    builder.add(static_cast<char32_t>("0123456789abcdef"[character >> shift & 0xf]));
  }
}

PYOMP_APART Str reprOfText(const Str& text) {
  bool single = text.contains("'");
  bool quoted = text.contains("\"");
  char32_t quote = single && !quoted ? '"' : '\'';
  StrBuilder builder;
  builder.reserve(text.size() + 2);
  builder.add(quote);
  for (Int i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    if (c == quote || c == '\\') {
      builder.add(U'\\');
      builder.add(c);
    } else if (c == '\t') {
      builder.add("\\t");
    } else if (c == '\n') {
      builder.add("\\n");
    } else if (c == '\r') {
      builder.add("\\r");
    } else if (unicode::isPrintable(c)) {
      builder.add(c);
    } else if (c < 0x100) {
      addEscape(builder, "\\x", c, 2);
    } else if (c < 0x10000) {
      addEscape(builder, "\\u", c, 4);
    } else {
      addEscape(builder, "\\U", c, 8);
    }
  }
  builder.add(quote);
  return builder.text();
}

/// The text with what is not ASCII escaped.
PYOMP_APART Str asciiOfText(const Str& text) {
  StrBuilder builder;
  for (Int i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    int digits = c < 0x80 ? 0 : c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
    if (digits == 0)
      builder.add(c);
    else
      addEscape(builder, digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U", c, digits);
  }
  return builder.text();
}

template <std::integral T> [[gnu::noinline]] Str integerText(T value) {
  char text[24];
  auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return Str::of(std::string_view(text, static_cast<std::size_t>(end - text)));
}
PYOMP_INSTANCE(Str integerText<Int>(Int));

template <class T> Str complexText(const std::complex<T>& value, const FloatStyle& style) {
  auto part = [&](T number) {
    std::string text = magnitudeText(number, style);
    return std::signbit(number) && !std::isnan(number) ? "-" + text : text;
  };
  std::string imaginary = part(value.imag());
  if (value.real() == 0 && !std::signbit(value.real())) return Str::of(imaginary + "j");
  if (imaginary.front() != '-') imaginary = "+" + imaginary;
  return Str::of("(" + part(value.real()) + imaginary + "j)");
}

} // namespace detail

/// Repr<T>::of(value) is `repr(value)` for a value that is a T in Python, where the type of `value` differs from T in
/// NumPy's scalars at most; Repr<T>::str(value), where there is one, is `str(value)`. Headers of other types specialise
/// it.
template <class T> struct Repr;

/// `repr(x)`
template <class T> Str repr(const T& value) { return Repr<T>::of(value); }
/// `repr(x)` of a value that is a `Shown` in Python.
template <class Shown, class T> Str repr_as(const T& value) { return Repr<Shown>::of(value); }
/// `str(x)` of a value that is a `Shown` in Python.
template <class Shown, class T> Str str_as(const T& value) {
  if constexpr (requires { Repr<Shown>::str(value); })
    return Repr<Shown>::str(value);
  else
    return Repr<Shown>::of(value);
}
/// `str(x)`
template <class T> Str str(const T& value) { return str_as<T>(value); }

template <> struct Repr<bool> {
  static Str of(bool value) { return value ? Str("True") : Str("False"); }
};
template <> struct Repr<Int> {
  static Str of(Int value) { return detail::integerText(value); }
};
template <> struct Repr<double> {
  static Str of(double value) { return Str::of(detail::floatRepr(value)); }
};
template <> struct Repr<std::complex<double>> {
  static Str of(const std::complex<double>& value) { return detail::complexText(value, {}); }
};
template <> struct Repr<Str> {
  static Str of(const Str& text) { return detail::reprOfText(text); }
  static Str str(const Str& text) { return text; }
};
template <std::size_t N> struct Repr<char[N]> {
  static Str of(const char (&text)[N]) { return detail::reprOfText(Str::literal(text)); }
  static Str str(const char (&text)[N]) { return Str::literal(text); }
};
template <class C, std::size_t N>
  requires(sizeof(C) > 1)
struct Repr<C[N]> {
  static Str of(const C (&text)[N]) { return detail::reprOfText(text); }
  static Str str(const C (&text)[N]) { return text; }
};

/// `str(np.float32(x))`, where exponents begin at another size in each release of NumPy; so NumPy is asked. Takes the
/// GIL. Defined in binding/text.hpp.
PYOMP_APART Str numpyText(float value);

/// A NumPy scalar tells its type: `np.float64(1.0)`.
template <class T> struct Repr<NumPy<T>> {
  static Str of(const T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      return value ? Str("np.True_") : Str("np.False_");
    } else {
      Str name = Str::of(std::string("np.") + type_name<T>());
      Str text = str(value);
      // A complex number with two parts stands in parentheses already.
      return text[0] == '(' ? name + text : name + "(" + text + ")";
    }
  }
  static Str str(const T& value) {
    if constexpr (std::is_same_v<T, bool>)
      return Repr<bool>::of(value);
    else if constexpr (std::is_integral_v<T>)
      return detail::integerText(value);
    else if constexpr (std::is_same_v<T, float>)
      return numpyText(value);
    else if constexpr (std::is_same_v<T, double>)
      return Str::of(detail::floatRepr(value));
    else
      return detail::complexText(value, {});
  }
};
/// Types that Python's own numbers do not have are NumPy's.
template <class T>
  requires std::is_arithmetic_v<T>
struct Repr<T> : Repr<NumPy<T>> {};
template <> struct Repr<std::complex<float>> : Repr<NumPy<std::complex<float>>> {};

template <> struct Repr<Argument> {
  static Str of(const Argument& value) {
    auto text = [](const auto& part) -> Str {
      using Part = std::remove_cvref_t<decltype(part)>;
      if constexpr (std::is_same_v<Part, std::monostate>)
        return "None";
      else if constexpr (std::is_same_v<Part, std::string>)
        return repr(Str::of(part));
      else
        return repr(part);
    };
    return std::visit(text, value);
  }
};

/// The name of an exception's class.
inline const char* classNameOf(const BaseException& exception) {
  if (exception.className()) return exception.className();
  switch (exception.kind()) {
  case ExceptionKind::BaseException: return "BaseException";
#define EXCEPTION(Name, Base)                                                                                          \
  case ExceptionKind::Name: return #Name;
#include "../exceptions.def"
  }
  return "";
}

/// `type(e).__name__` of a caught exception.
PYOMP_APART Str class_name_of(const BaseException& exception) { return Str::of(std::string(classNameOf(exception))); }

/// repr() of a caught exception: its class with its arguments.
PYOMP_APART Str reprOf(const BaseException& exception) {
  Str result = Str::of(std::string(classNameOf(exception)) + "(");
  bool first = true;
  for (const Argument& argument : exception.arguments()) {
    if (!first) result += ", ";
    first = false;
    const std::string* text = exception.isWritten() ? std::get_if<std::string>(&argument) : nullptr;
    result += text ? Str::of(*text) : repr(argument);
  }
  return result + ")";
}
template <std::derived_from<BaseException> E> Str repr(const E& exception) { return reprOf(exception); }

/// str() of a caught exception: nothing, its only argument, or the tuple of its arguments (Python library reference,
/// BaseException.args); a KeyError shows how its key is written.
template <std::derived_from<BaseException> E> Str str(const E& exception) {
  const std::vector<Argument>& arguments = exception.arguments();
  if (arguments.empty()) return "";
  if (arguments.size() == 1) {
    const std::string* text = std::get_if<std::string>(&arguments.front());
    return text && (exception.isWritten() || !is<KeyError>(exception)) ? Str::of(*text) : repr(arguments.front());
  }
  if (is<OSError>(exception) && arguments.size() < 6) {
    auto plain = [](const Argument& argument) {
      const std::string* text = std::get_if<std::string>(&argument);
      return text ? Str::of(*text) : repr(argument);
    };
    return "[Errno " + plain(arguments[0]) + "] " + plain(arguments[1]);
  }
  Str result = "(";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (i > 0) result += ", ";
    result += repr(arguments[i]);
  }
  result += ")";
  return result;
}

template <class... Shown> struct Repr<std::tuple<Shown...>> {
  static Str of(const auto& tuple) {
    Str result = "(";
    bool first = true;
    auto add = [&](const Str& element) {
      if (!first) result += ", ";
      first = false;
      result += element;
    };
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (add(Repr<Shown>::of(std::get<I>(tuple))), ...);
    }(std::index_sequence_for<Shown...>{});
    if (sizeof...(Shown) == 1) result += ",";
    return result + ")";
  }
};

/// Point(x=1.0, y=2.0)
template <Literal Signature, class... Shown> struct Repr<Named<Signature, Shown...>> {
  static Str of(const auto& tuple) {
    std::string_view rest = Signature.view();
    std::size_t open = rest.find('(');
    Str result = Str::of(rest.substr(0, open + 1));
    rest.remove_prefix(open + 1);
    auto add = [&](const Str& element, bool last) {
      std::string_view field = rest.substr(0, rest.find_first_of(",)"));
      result += Str::of(field);
      result += "=";
      result += element;
      if (!last) result += ", ";
      rest.remove_prefix(std::min(rest.size(), field.size() + 2));
    };
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (add(Repr<Shown>::of(std::get<I>(tuple)), I + 1 == sizeof...(Shown)), ...);
    }(std::index_sequence_for<Shown...>{});
    return result + ")";
  }
};

/// `ascii(x)`
template <class T> Str ascii(const T& value) { return detail::asciiOfText(repr(value)); }
template <class Shown, class T> Str ascii_as(const T& value) { return detail::asciiOfText(repr_as<Shown>(value)); }

/// The texts of values one after the other: what an f-string is.
template <class... Values> Str text(const Values&... values) {
  Str result;
  ((result += str(values)), ...);
  return result;
}

} // namespace py
