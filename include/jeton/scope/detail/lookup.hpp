// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_SCOPE_DETAIL_LOOKUP_HPP
#define JETON_SCOPE_DETAIL_LOOKUP_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jeton/bytes/detail/kernel.hpp>
#include <jeton/scope/row.hpp>

/// Which name of a vocabulary stands at a place of a text: a perfect hash, found at compile time, of the words that a
/// name consists of. The same words are compared, so that a name of up to 24 bytes is read once. Nothing is read
/// outside of the text.
namespace jeton { inline namespace v0 { namespace detail {

inline constexpr std::size_t no_scope = ~std::size_t{0};  ///< the index of what is not in the vocabulary

/// How many bytes of `text` from `at` on come before the next that is `wanted`, or before the end.
[[nodiscard]] constexpr std::size_t size_until(char wanted, std::string_view text, std::size_t at) {
  for (std::size_t from = at;; from += 64) {
    const std::uint64_t places = kernel::places_of(wanted, text.data() + from, text.size() - from);
    if (places != 0) return from - at + static_cast<std::size_t>(std::countr_zero(places));
  }
}

/// What is hashed and compared of a name: all of it up to 24 bytes.
struct scope_key {
  std::uint64_t first = 0;   ///< the first eight bytes, zeros behind them
  std::uint64_t middle = 0;  ///< the next eight; of a longer name all between the first and the last eight, folded
  std::uint64_t last = 0;    ///< the last eight
  std::uint32_t size = 0;
  std::uint32_t index = 0;  ///< of the name in its vocabulary

  static constexpr std::size_t whole_size = 24;

  /// `first` of the `size` bytes of `text` from `at` on.
  static constexpr std::uint64_t first_of(std::string_view text, std::size_t at, std::size_t size) {
    const char* const name = text.data() + at;
    if (size >= 8) return kernel::load_word(name, 8);
    // Eight bytes if they are there, behind the name or before it, and what is not of the name is taken out.
    if (at + 8 <= text.size()) return kernel::load_word(name, 8) & ((std::uint64_t{1} << 8 * size) - 1);
    if (at + size >= 8) return kernel::load_word(name + size - 8, 8) >> 8 * (7 - size) >> 8;
    return kernel::load_word(name, size);
  }
  /// `middle` of a name of 17 to Longest bytes.
  template <std::size_t Longest>
  static constexpr std::uint64_t middle_of(const char* name, std::size_t size) {
    std::uint64_t middle = kernel::load_word(name + 8, 8);
    if (Longest > whole_size && size > whole_size) {
      for (std::size_t i = 16; i + 8 < size; i += 8) {
        middle = std::rotl(middle, 23) * multiplier ^ kernel::load_word(name + i, 8);
      }
    }
    return middle;
  }

  /// The key of the `size` bytes of `text` from `at` on, at most Longest.
  template <std::size_t Longest>
  [[nodiscard]] static constexpr scope_key of(std::string_view text, std::size_t at, std::size_t size) {
    scope_key key{.first = first_of(text, at, size), .size = static_cast<std::uint32_t>(size)};
    if (size >= 8) key.last = kernel::load_word(text.data() + at + size - 8, 8);
    if (Longest > 16 && size > 16) key.middle = middle_of<Longest>(text.data() + at, size);
    return key;
  }
  [[nodiscard]] static constexpr scope_key of(std::string_view name) {
    return of<max_scope_name_size>(name, 0, name.size());
  }

  [[nodiscard]] constexpr std::uint64_t hash(std::uint64_t seed) const {
    return ((first ^ std::rotl(middle, 19) ^ std::rotl(last, 37)) + size) * seed;
  }

 private:
  static constexpr std::uint64_t multiplier = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio, odd
};

/// The hash of a vocabulary: a bucket for each hash, a displacement for each bucket, and so a slot for each name.
template <std::size_t Count>
struct scope_hash {
  static constexpr std::size_t slot_count = std::bit_ceil(Count + Count / 4 + 1);
  static constexpr int slot_bits = std::countr_zero(slot_count);

  scope_key keys[slot_count]{};  ///< of the names, each in its slot
  unsigned short displacement[slot_count]{};
  std::uint64_t seed = 0;
  bool beginning_decides = false;  ///< the size and the first eight bytes alone are hashed
  bool is_perfect = false;

  [[nodiscard]] static constexpr std::size_t bucket_of(std::uint64_t hash) { return hash >> (64 - slot_bits); }
  [[nodiscard]] constexpr std::size_t slot_of(std::uint64_t hash) const {
    return (hash >> (64 - 2 * slot_bits) ^ displacement[bucket_of(hash)]) & (slot_count - 1);
  }
};

/// Builds the hash, bucket by bucket, the fullest first; a new seed where one does not come out even. The first four
/// are tried on the beginnings alone, of which a reader has the least to do.
template <std::size_t Count>
class scope_hash_maker {
 public:
  template <class Row>
  constexpr explicit scope_hash_maker(const Row (&rows)[Count]) {
    for (std::size_t i = 0; i < Count; ++i) keys_[i] = scope_key::of(rows[i].name);
  }

  [[nodiscard]] constexpr scope_hash<Count> make() {
    for (std::uint64_t seed = 0x9E3779B97F4A7C15; !made_.is_perfect && tries_ < 36;
         seed += 0x9E3779B97F4A7C16, ++tries_) {
      try_seed(seed);
    }
    return made_;
  }

 private:
  static constexpr std::size_t none = Count;
  static constexpr std::size_t slot_count = scope_hash<Count>::slot_count;

  constexpr void try_seed(std::uint64_t seed) {
    made_ = {.seed = seed, .beginning_decides = tries_ < 4};
    for (scope_key& key : made_.keys) key.size = UINT32_MAX;  // or an empty name would be found in an empty slot
    for (std::size_t& name : first_in_) name = none;
    for (bool& taken : is_taken_) taken = false;
    std::size_t sizes[slot_count]{};
    std::size_t fullest = 0;
    for (std::size_t i = 0; i < Count; ++i) {
      const scope_key beginning{.first = keys_[i].first, .size = keys_[i].size};
      hashes_[i] = (made_.beginning_decides ? beginning : keys_[i]).hash(seed);
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
    made_.keys[slot] = keys_[name];
    made_.keys[slot].index = static_cast<std::uint32_t>(name);
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
  static constexpr std::size_t count = std::size(Rows::rows);
  static constexpr std::size_t longest = [] {
    std::size_t most = 0;
    for (const auto& row : Rows::rows) most = row.name.size() > most ? row.name.size() : most;
    return most;
  }();
  static constexpr scope_hash<count> hash = scope_hash_maker<count>(Rows::rows).make();

  /// The index of the name that is the `size` bytes of `text` from `at` on; `no_scope` if none is.
  [[nodiscard, gnu::always_inline]] static constexpr std::size_t find(std::string_view text, std::size_t at,
                                                                      std::size_t size) {
    const char* const name = text.data() + at;
    scope_key key{.first = scope_key::first_of(text, at, size), .size = static_cast<std::uint32_t>(size)};
    if constexpr (!hash.beginning_decides) {
      if (size > longest) return no_scope;
      key = scope_key::of<longest>(text, at, size);
    }
    const scope_key& found = hash.keys[hash.slot_of(key.hash(hash.seed))];
    if (found.first != key.first || found.size != size) return no_scope;
    if (size < 8) return found.index;
    if (found.last != kernel::load_word(name + size - 8, 8)) return no_scope;
    if (longest <= 16 || size <= 16) return found.index;
    if (found.middle != scope_key::middle_of<longest>(name, size)) return no_scope;
    const bool is_folded = longest > scope_key::whole_size && size > scope_key::whole_size;
    if (is_folded && text.substr(at, size) != Rows::rows[found.index].name) return no_scope;
    return found.index;
  }
  [[nodiscard]] static constexpr std::size_t find(std::string_view name) { return find(name, 0, name.size()); }
};

}}}  // namespace jeton::v0::detail

#endif
