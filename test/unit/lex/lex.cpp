// test/unit/lex/lex.cpp
//
// Tokens, indentation, strings and the errors of the lexer.
#include "lib/lex/lex.h"

#include <catch2/catch.hpp>

using namespace pyompcc;

namespace {

struct Lexed {
  std::string kinds;
  std::string errors;
};

Lexed lexText(std::string text) {
  support::SourceFile source("x.py", std::move(text));
  support::NameTable names;
  diag::Emitter emitter;
  lex::TokenBuffer buffer = lex::lex(source, {}, names, emitter);
  Lexed result;
  for (const lex::Token& token : buffer.tokens) {
    if (!result.kinds.empty()) result.kinds += ' ';
    result.kinds += lex::exactName(token.kind);
  }
  for (const diag::Diagnostic& d : emitter.sorted()) {
    support::LineColumn place = source.lineColumn(d.loc.begin);
    result.errors += fmt::format("{}@{}:{} ", diag::kindName(d.kind), place.line, place.column);
  }
  return result;
}

std::string kinds(std::string text) { return lexText(std::move(text)).kinds; }
std::string errors(std::string text) { return lexText(std::move(text)).errors; }

} // namespace

TEST_CASE("Blocks become INDENT and DEDENT") {
  CHECK(kinds("if x:\n  y\nz") == "NAME NAME COLON NEWLINE INDENT NAME NEWLINE DEDENT NAME NEWLINE ENDMARKER");
  CHECK(kinds("if x:\n\n  # c\n\ty\n") == "NAME NAME COLON NEWLINE INDENT NAME NEWLINE DEDENT ENDMARKER");
  CHECK(kinds("").empty() == false);
  CHECK(kinds("x = (\n1\n)\n") == "NAME EQUAL LPAR NUMBER RPAR NEWLINE ENDMARKER");
  CHECK(kinds("x = 1 + \\\r\n 2") == "NAME EQUAL NUMBER PLUS NUMBER NEWLINE ENDMARKER");
}

TEST_CASE("All line ends are the same") { CHECK(kinds("a\rb\r\nc\n") == kinds("a\nb\nc\n")); }

TEST_CASE("Tabs as CPython counts them") {
  CHECK(errors("if x:\n        y\n\tz\n") == "TabsInconsistent@3:0 ");
  CHECK(errors("if x:\n\ty\n\tz\n").empty());
  CHECK(errors("if x:\n    y\n  z\n") == "IndentationUnmatched@3:3 ");
  CHECK(kinds("if x:\n    y\n  z\nw\n") ==
        "NAME NAME COLON NEWLINE INDENT NAME NEWLINE NAME NEWLINE DEDENT NAME NEWLINE ENDMARKER");
}

TEST_CASE("Numbers") {
  for (const char* good : {"0", "00", "0_0", "1_000", "0x_ff", "0o17", "0b1_0", "1.", ".5", "1e5", "1E-5", "1.5j", "0j",
                           "00.5", "09.5", "1if x else y", "0or x", "1_0.0_1e1_0"}) {
    INFO(good);
    CHECK(errors(good).empty());
  }
  CHECK(errors("0777") == "LeadingZeros@1:0 ");
  CHECK(errors("1__0") == "NumberIncomplete@1:1 ");
  CHECK(errors("0xg") == "NumberIncomplete@1:1 ");
  CHECK(errors("0o8") == "DigitOutOfBase@1:2 ");
  CHECK(errors("1abc") == "NumberEnd@1:0 ");
  CHECK(errors("1_0.5abc") == "NumberEnd@1:4 ");
  CHECK(errors(".5abc") == "NumberEnd@1:1 ");
}

TEST_CASE("Strings and their prefixes") {
  CHECK(kinds("rb'a' Rb\"b\" u'c' '''d\n'e'''") == "STRING STRING STRING STRING NEWLINE ENDMARKER");
  CHECK(kinds("ur'a'") == "NAME STRING NEWLINE ENDMARKER");
  CHECK(errors("x = 'abc\ny = 1") == "StringNotClosed@1:4 ");
  CHECK(errors("x = '''abc\ny = 1") == "TripleStringNotClosed@1:4 ");
}

TEST_CASE("f-strings are tokens of their own") {
  CHECK(kinds("f'a{x!r:>{w}}b'") ==
        "FSTRING_START FSTRING_MIDDLE LBRACE NAME EXCLAMATION NAME COLON FSTRING_MIDDLE LBRACE NAME RBRACE RBRACE "
        "FSTRING_MIDDLE FSTRING_END NEWLINE ENDMARKER");
  CHECK(kinds("f'{'a' + f'{b}'}'") == "FSTRING_START LBRACE STRING PLUS FSTRING_START LBRACE NAME RBRACE FSTRING_END "
                                      "RBRACE FSTRING_END NEWLINE ENDMARKER");
  CHECK(kinds("f'\\N{DIGIT ONE}{{'") == "FSTRING_START FSTRING_MIDDLE FSTRING_END NEWLINE ENDMARKER");
  CHECK(errors("f'{x'") == "FStringFieldNotClosed@1:4 ");
  CHECK(errors("f'}'") == "FStringBraceSingle@1:2 ");
}

TEST_CASE("Brackets that do not match") {
  CHECK(errors("x = (1, 2]\n") == "BracketMismatch@1:9 ");
  CHECK(errors("x = 1)\n") == "BracketNotOpened@1:5 ");
  CHECK(errors("x = (1,\ndef f(): pass\ny = [") == "BracketNotClosed@1:4 BracketNotClosed@3:4 ");
  CHECK(errors(std::string(300, '(')) == "BracketsTooDeep@1:200 ");
}

TEST_CASE("Identifiers beyond ASCII are NFKC") {
  support::NameTable names;
  diag::Emitter emitter;
  support::SourceFile source("x.py", "\xEF\xAC\x81 = \xC2\xB5");
  lex::TokenBuffer buffer = lex::lex(source, {}, names, emitter);
  CHECK(names.text(buffer.tokens[0].name) == "fi");
  CHECK(names.text(buffer.tokens[2].name) == "\xCE\xBC");
  CHECK(errors("x = 5\xE2\x82\xAC") == "CharacterUnknown@1:5 ");
  CHECK(errors("\xE2\x82\xAC") == "CharacterUnknown@1:0 ");
}

TEST_CASE("No text goes wrong") {
  for (std::string text : {std::string("\0", 1), std::string("x\0y", 3), std::string("\\"), std::string("'\\"),
                           std::string("f'{"), std::string("f'''{x:\n"), std::string("\xff\xfe"), std::string("f'\\N{"),
                           std::string("#"), std::string("\r")}) {
    CHECK_FALSE(kinds(text).empty());
  }
}
