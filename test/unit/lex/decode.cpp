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
  CHECK(*decodeSource("x = 1\n# coding: gbk\n") == "x = 1\n# coding: gbk\n");
}

TEST_CASE("Codings of one byte a character are read under every name of theirs") {
  CHECK(*decodeSource("# coding: koi8-r\n\xC1\xC2") == "# coding: koi8-r\n\xD0\xB0\xD0\xB1");
  CHECK(*decodeSource("# coding: CP1252\n\x80\xE9") == "# coding: CP1252\n\xE2\x82\xAC\xC3\xA9");
  CHECK(*decodeSource("# coding: Windows-1252\n\x80") == "# coding: Windows-1252\n\xE2\x82\xAC");
  CHECK(*decodeSource("# coding: latin2\n\xA1") == "# coding: latin2\n\xC4\x84");
  CHECK(*decodeSource("# coding: ISO_8859-2\n\xA1") == "# coding: ISO_8859-2\n\xC4\x84");
  CHECK(*decodeSource("# coding: ISO-8859-15\n\xA4") == "# coding: ISO-8859-15\n\xE2\x82\xAC");
  CHECK(*decodeSource("# coding: latin-1-unix\n\xA4") == "# coding: latin-1-unix\n\xC2\xA4");
  CHECK(*decodeSource("# coding: U8\n\xC2\xA4") == "# coding: U8\n\xC2\xA4");
}

TEST_CASE("What is not text is refused with its line") {
  CHECK(decodeSource("\n# coding: shift_jis").failure().text ==
        "line 2: source coding `shift_jis` is not supported; save as UTF-8");
  CHECK(decodeSource("# coding: cp037").failure().text.starts_with("line 1: source coding `cp037` is not supported"));
  CHECK(decodeSource("# coding: klingon").failure().text.starts_with("line 1: source coding `klingon` is unknown"));
  CHECK(decodeSource("# coding: cp1252\n\x81").failure().text == "line 2: byte 0x81 is not cp1252; save as UTF-8");
  CHECK_FALSE(decodeSource(std::string("# coding: cp1252\n\0", 18)));
  CHECK_FALSE(decodeSource("\xEF\xBB\xBF# coding: utf8\n"));
  CHECK(decodeSource("\xEF\xBB\xBF# coding: utf-8\n"));
  CHECK(decodeSource("x\ny = '\xff'").failure().text.starts_with("line 2: byte 0xff"));
  CHECK(decodeSource("# coding: ascii\n'\xC3\xA9'").failure().text == "line 2: byte 0xc3 is not ascii; save as UTF-8");
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
