// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FUZZ_TOKEN_FROM_INPUT_HPP
#define JETON_FUZZ_TOKEN_FROM_INPUT_HPP

#include <cstddef>
#include <string>

#include "oracle/format.hpp"
#include "theorem.hpp"

namespace jeton_fuzz {

/// A token of the format. The input says its sizes and some digits, which come again and again: a long token needs no
/// long input, which a fuzzer would be slow to find.
inline oracle::cut token_from_input(const oracle::format& format, input& in) {
  const std::string bytes = in.text(40);
  std::size_t next = 0;
  const auto digit = [&](std::size_t count) -> std::size_t {
    return bytes.empty() ? 0 : static_cast<unsigned char>(bytes[next++ % bytes.size()]) % count;
  };
  const auto size = [&](std::size_t least, std::size_t most) { return least + in.up_to(most - least); };
  return oracle::made(format, digit, size);
}

}  // namespace jeton_fuzz

#endif
