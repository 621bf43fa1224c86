// SPDX-License-Identifier: BSL-1.0
// Theorem: crc32 of any text, wherever it stands in memory, is the remainder that the definition says; so is that of
// the portable code, which constant expressions use.
#include <jeton/bytes/crc32.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

#include "../../tests/support/paths.hpp"
#include "../oracle/crc32.hpp"
#include "../theorem.hpp"

using namespace jeton_fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  input in{data, size};
  const std::size_t offset = in.up_to(15);
  const std::string text = in.rest();
  std::uint32_t expected = oracle::crc32(text);
#if defined(PLANTED_FAULT)  // whole groups of 64 bytes are taken for empty
  if (text.size() % 64 == 0) expected = 0;
#endif

  const exact shifted{std::string(offset, '\xFF') + text};
  const std::string_view view = shifted.view().substr(offset);
  jeton_tests::on_each_path([&] { claim(jeton::crc32(view) == expected, "crc32 is the remainder on every path"); });
  claim(jeton::detail::portable::crc32<void>(view.data(), view.size()) == expected,
        "the portable crc32 is the remainder");
  return 0;
}
