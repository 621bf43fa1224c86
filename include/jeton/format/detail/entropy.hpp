// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_DETAIL_ENTROPY_HPP
#define JETON_FORMAT_DETAIL_ENTROPY_HPP

#include <cstddef>

#include <jeton/core/detail/log2.hpp>
#include <jeton/format/detail/segment.hpp>

namespace jeton { inline namespace v0 { namespace detail {

/// The bits that are drawn when a token is generated: digits of fields of fixed size.
template <class... Segment>
constexpr double entropy_of(list<Segment...>) {
  double bits = 0;
  const auto add = [&]<class One>(One) {
    if constexpr (kind_of<One> == segment_kind::field && !is_variable<One>) {
      bits += static_cast<double>(One::min_size) * log2(static_cast<double>(One::digits::size));
    }
  };
  (add(Segment{}), ...);
  return bits;
}

}}}  // namespace jeton::v0::detail

#endif
