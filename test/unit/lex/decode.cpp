// test/unit/lex/decode.cpp
//
// Bytes of source files to text, and characters by name.
#include "lib/lex/decode.h"

#include "lib/lex/character_name.h"

#include <catch2/catch.hpp>

using pyompcc::lex::characterNamed;
using pyompcc::lex::decodeSource;

TEST_CASE("The coding of a file") {
  CHECK(*decodeSource("\xEF\xBB\xBFx = 1") == "x = 1");
  CHECK(*decodeSource("# -*- coding: latin-1 -*-\n\xE9") == "# -*- coding: latin-1 -*-\n\xC3\xA9");
  CHECK(*decodeSource("#!/bin/sh\n# vim: set fileencoding=UTF_8 :\n\xC3\xA9") ==
        "#!/bin/sh\n# vim: set fileencoding=UTF_8 :\n\xC3\xA9");
  CHECK(*decodeSource("x = 1\n# coding: koi8-r\n") == "x = 1\n# coding: koi8-r\n");
}

TEST_CASE("What is not text is refused with its line") {
  CHECK(decodeSource("\n# coding: koi8-r").failure().text.starts_with("line 2: source coding `koi8-r`"));
  CHECK_FALSE(decodeSource("\xEF\xBB\xBF# coding: utf8\n"));
  CHECK(decodeSource("\xEF\xBB\xBF# coding: utf-8\n"));
  CHECK(decodeSource("x\ny = '\xff'").failure().text.starts_with("line 2: byte 0xff"));
  CHECK(decodeSource("# coding: ascii\n'\xC3\xA9'").failure().text == "line 2: byte 0xc3 is not ASCII");
  CHECK(decodeSource(std::string("x\n\ny\0", 5)).failure().text == "line 3: source holds a NUL byte");
  CHECK(decodeSource("\xC3").failure().text.starts_with("line 1: byte 0xc3"));
  CHECK(decodeSource("\xED\xA0\x80").failure().text.starts_with("line 1: byte 0xed"));
}

TEST_CASE("Characters by name") {
  CHECK(characterNamed("LATIN SMALL LETTER A") == U'a');
  CHECK(characterNamed("latin small letter a") == U'a');
  CHECK(characterNamed("BELL") == char32_t{0x1F514});
  CHECK(characterNamed("LF") == U'\n');
  CHECK(characterNamed("HANGUL SYLLABLE GAG") == char32_t{0xAC01});
  CHECK(characterNamed("HANGUL SYLLABLE HIH") == char32_t{0xD7A3});
  CHECK(characterNamed("CJK UNIFIED IDEOGRAPH-4E00") == char32_t{0x4E00});
  CHECK_FALSE(characterNamed("NO SUCH NAME"));
  CHECK_FALSE(characterNamed("CJK UNIFIED IDEOGRAPH-0041"));
}
