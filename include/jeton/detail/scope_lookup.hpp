// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_DETAIL_SCOPE_LOOKUP_HPP
#define JETON_DETAIL_SCOPE_LOOKUP_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jeton/detail/kernel.hpp>

/// Which name of a vocabulary stands at a place of a text: a perfect hash, found at compile time. A name of up to
/// sixteen bytes is known by two words and its size; a longer one is compared besides.
namespace jeton::inline v0::detail {

inline constexpr std::size_t no_scope = ~std::size_t{0};  ///< the index of what is not in the vocabulary
inline constexpr std::size_t max_scope_name_size = 255;   ///< bytes; RFC 6749 has no limit, but no name is so long

/// Eight bytes of `text` from `at` on, the first one lowest; zeros stand for what lies behind the end.
[[nodiscard]] constexpr std::uint64_t word_at(std::string_view text, std::size_t at) {
  const std::size_t left = text.size() - at;
  if (left >= 8) return kernel::load_word(text.data() + at, 8);
  if (text.size() < 8) return kernel::load_word(text.data() + at, left);
  return left == 0 ? 0 : kernel::load_word(text.data() + text.size() - 8, 8) >> 8 * (8 - left);
}

/// How many bytes of a word come before the first that is `wanted`; 8 if none is.
[[nodiscard]] constexpr std::size_t bytes_before(std::uint64_t word, char wanted) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  const std::uint64_t zero_where_found = word ^ ones * static_cast<unsigned char>(wanted);
  const std::uint64_t found = (zero_where_found - ones) & ~zero_where_found & ones << 7;  // right in its lowest bit
  return static_cast<std::size_t>(std::countr_zero(found)) / 8;
}

/// What is hashed of a name that stands in a text.
struct scope_key {
  std::uint64_t first = 0;  ///< its first eight bytes, zeros behind them
  std::uint64_t rest = 0;   ///< its last eight, and what lies between folded into them; 0 of a name that has no more
  std::size_t size = 0;

  /// The key of the `size` bytes that begin with `word`.
  [[nodiscard]] static constexpr scope_key of(const char* name, std::size_t size, std::uint64_t word) {
    if (size <= 8) return {word, 0, size};
    std::uint64_t rest = kernel::load_word(name + size - 8, 8);
    for (std::size_t i = 8; i + 8 < size; i += 8)
      rest = std::rotl(rest, 23) * multiplier ^ kernel::load_word(name + i, 8);
    return {word, rest, size};
  }
  [[nodiscard]] static constexpr scope_key of(std::string_view name) {
    return of(name.data(), name.size(), word_at(name, 0));
  }
  [[nodiscard]] constexpr std::uint64_t hash(std::uint64_t seed) const {
    const std::uint64_t mixed = first * seed + (rest ^ size) * multiplier;
    return (mixed ^ mixed >> 32) * seed;
  }
  /// Whether names are equal that have these keys, and do not exceed `whole_size`.
  friend constexpr bool operator==(const scope_key&, const scope_key&) = default;

  static constexpr std::uint64_t multiplier = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio, odd
  static constexpr std::size_t whole_size = 16;                    ///< bytes of a name that its key has unfolded
};

/// How many bytes of `text` from `at` on come before the next `separator` or the end, and what word they begin with.
struct scope_extent {
  std::size_t size = 0;
  std::uint64_t word = 0;

  template <char Separator>
  [[nodiscard]] static constexpr scope_extent of(std::string_view text, std::size_t at) {
    const std::uint64_t word = word_at(text, at);
    const std::size_t left = text.size() - at;
    std::size_t size = bytes_before(word, Separator);
    if (size < 8) {
      if (size > left) size = left;
      return {size, word & ~(~std::uint64_t{0} << 8 * size)};
    }
    for (std::size_t more = 8; more == 8 && size < left; size += more) {
      more = bytes_before(word_at(text, at + size), Separator);
    }
    return {size < left ? size : left, word};
  }
};

/// The hash of a vocabulary: a bucket for each hash, a displacement for each bucket, and so a slot for each name.
template <std::size_t Count>
struct scope_hash {
  static constexpr std::size_t slot_count = std::bit_ceil(Count + Count / 4 + 1);
  static constexpr int slot_bits = std::countr_zero(slot_count);

  std::uint64_t seed = 0;
  unsigned short displacement[slot_count]{};
  unsigned short index[slot_count]{};
  scope_key keys[slot_count]{};  ///< of the names, each in its slot
  bool is_perfect = false;

  [[nodiscard]] static constexpr std::size_t bucket_of(std::uint64_t hash) { return hash >> (64 - slot_bits); }
  [[nodiscard]] constexpr std::size_t slot_of(std::uint64_t hash) const {
    return (hash >> 16 ^ displacement[bucket_of(hash)]) & (slot_count - 1);
  }
};

/// Builds the hash, bucket by bucket, the fullest first; a new seed where one does not come out even.
template <std::size_t Count>
class scope_hash_maker {
 public:
  template <class Row>
  constexpr explicit scope_hash_maker(const Row (&rows)[Count]) {
    for (std::size_t i = 0; i < Count; ++i) keys_[i] = scope_key::of(rows[i].name);
  }

  [[nodiscard]] constexpr scope_hash<Count> make() {
    for (std::uint64_t seed = 0x9E3779B97F4A7C15; !made_.is_perfect && tries_ < 32;
         seed += 0x9E3779B97F4A7C16, ++tries_) {
      try_seed(seed);
    }
    return made_;
  }

 private:
  static constexpr std::size_t none = Count;
  static constexpr std::size_t slot_count = scope_hash<Count>::slot_count;

  constexpr void try_seed(std::uint64_t seed) {
    made_ = {.seed = seed};
    for (std::size_t& name : first_in_) name = none;
    for (bool& taken : is_taken_) taken = false;
    std::size_t sizes[slot_count]{};
    std::size_t fullest = 0;
    for (std::size_t i = 0; i < Count; ++i) {
      hashes_[i] = keys_[i].hash(seed);
      const std::size_t bucket = made_.bucket_of(hashes_[i]);
      next_[i] = first_in_[bucket];
      first_in_[bucket] = i;
      if (++sizes[bucket] > fullest) fullest = sizes[bucket];
    }
    for (std::size_t size = fullest; size > 0; --size) {
      for (std::size_t bucket = 0; bucket < slot_count; ++bucket) {
        if (sizes[bucket] == size && !place(bucket)) return;
      }
    }
    made_.is_perfect = true;
  }

  [[nodiscard]] constexpr bool place(std::size_t bucket) {
    for (std::size_t moved = 0; moved < slot_count; ++moved) {
      made_.displacement[bucket] = static_cast<unsigned short>(moved);
      std::size_t name = first_in_[bucket];
      while (name != none && take(name)) name = next_[name];
      if (name == none) return true;
      for (std::size_t other = first_in_[bucket]; other != name; other = next_[other]) {
        is_taken_[made_.slot_of(hashes_[other])] = false;
      }
    }
    return false;
  }

  [[nodiscard]] constexpr bool take(std::size_t name) {
    const std::size_t slot = made_.slot_of(hashes_[name]);
    if (is_taken_[slot]) return false;
    is_taken_[slot] = true;
    made_.index[slot] = static_cast<unsigned short>(name);
    made_.keys[slot] = keys_[name];
    return true;
  }

  scope_key keys_[Count]{};
  std::uint64_t hashes_[Count]{};
  std::size_t next_[Count]{};           ///< the name after this one in its bucket
  std::size_t first_in_[slot_count]{};  ///< of each bucket
  bool is_taken_[slot_count]{};
  scope_hash<Count> made_{};
  int tries_ = 0;
};

/// The names of Rows, a type with an array `rows` whose items have a `name`.
template <class Rows>
struct scope_lookup {
  static constexpr std::size_t count = sizeof(Rows::rows) / sizeof(Rows::rows[0]);
  static constexpr scope_hash<count> hash = scope_hash_maker<count>(Rows::rows).make();

  /// The index of the name that is the `extent.size` bytes at `name`; `no_scope` if none is.
  [[nodiscard]] static constexpr std::size_t find(const char* name, scope_extent extent) {
    if (extent.size > max_scope_name_size) return no_scope;
    const scope_key key = scope_key::of(name, extent.size, extent.word);
    const std::size_t slot = hash.slot_of(key.hash(hash.seed));
    if (hash.keys[slot] != key) return no_scope;
    const std::size_t index = hash.index[slot];
    if (key.size > scope_key::whole_size && std::string_view{name, key.size} != Rows::rows[index].name) return no_scope;
    return index;
  }
  [[nodiscard]] static constexpr std::size_t find(std::string_view name) {
    return find(name.data(), {name.size(), word_at(name, 0)});
  }
};

}  // namespace jeton::inline v0::detail

#endif
