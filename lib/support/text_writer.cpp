// lib/support/text_writer.cpp
//
// Line output of the text writer.
#include "lib/support/text_writer.h"

namespace pyompcc::support {

void TextWriter::line(std::string_view text) {
  if (!text.empty()) {
    for (int i = 0; i < depth_; ++i) text_ += unit_;
    text_ += text;
  }
  text_ += '\n';
}

void TextWriter::marginLine(std::string_view text) {
  text_ += text;
  text_ += '\n';
}

} // namespace pyompcc::support
