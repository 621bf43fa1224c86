// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_DETAIL_SQLITE_ROW_HPP
#define JETON_STORE_DETAIL_SQLITE_ROW_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <jeton/digest/digest.hpp>
#include <jeton/store/detail/sqlite_statement.hpp>
#include <jeton/store/record.hpp>
#include <jeton/time/expiry.hpp>
#include <jeton/time/utc.hpp>

namespace jeton { inline namespace v0 { namespace detail { namespace sqlite {

/// The columns of a row behind its id, in the order in which `bind_columns` binds them and `record_of` reads them.
inline constexpr const char* columns =
    "owner, kind, name, description, digest, scopes, expires, revoked, created, updated, last_used, previous, notices";

/// A query for the rows for which a condition holds.
inline std::string select_rows(const std::string& condition) {
  return std::string{"SELECT id, "} + columns + " FROM token WHERE " + condition;
}

/// Of the years 0001 to 9999.
inline bool is_instant(std::int64_t seconds) { return seconds >= -62'135'596'800 && seconds <= 253'402'300'799; }
/// Empty where a column has not 32 bytes.
inline digest<32> digest_of(std::string_view bytes) {
  unsigned char copy[32]{};
  if (bytes.size() != sizeof copy) return {};
  for (std::size_t i = 0; i < sizeof copy; ++i) copy[i] = static_cast<unsigned char>(bytes[i]);
  return digest<32>{copy};
}

/// A row, unless nobody can have written it: of a damaged file, or of one that another program made, whose table does
/// not forbid it. Such a row grants nothing, and neither stops nor changes anything.
template <class Vocabulary>
std::optional<token_record<Vocabulary, std::string>> record_of(const statement& row) {
  constexpr std::int64_t last_kind = UINT8_MAX;
  constexpr std::int64_t last_notices = UINT32_MAX;
  for (const int column : {0, 1, 2, 8, 9, 10, 13}) {
    if (!row.is_integer(column)) return {};
  }
  for (const int column : {11, 12}) {
    if (!row.is_integer(column) && !row.is_null(column)) return {};
  }
  if (!row.is_text(3) || !row.is_text(4) || !row.is_blob(5) || !row.is_text(6)) return {};
  if (row.integer(0) <= 0 || row.integer(1) <= 0) return {};
  if (row.integer(2) < 0 || row.integer(2) > last_kind) return {};
  if (row.integer(8) != 0 && row.integer(8) != 1) return {};
  if (!is_instant(row.integer(9)) || !is_instant(row.integer(10)) || !is_instant(row.integer(11))) return {};
  if (row.integer(12) < 0 || row.integer(13) < 0 || row.integer(13) > last_notices) return {};

  token_record<Vocabulary, std::string> made;
  made.expires = expiry::never();
  if (!row.is_null(7)) {
    const auto expires = expiry::parse(row.bytes(7));
    if (!row.is_text(7) || !expires) return {};
    made.expires = *expires;
  }
  made.digest = digest_of(row.bytes(5));
  if (made.digest.empty()) return {};
  made.id = token_id{row.integer(0)};
  made.owner = user_id{row.integer(1)};
  made.kind = token_kind{static_cast<unsigned char>(row.integer(2))};
  made.name = row.bytes(3);
  made.description = row.bytes(4);
  const auto scopes = Vocabulary::parse_stored(row.bytes(6));
  made.scopes = scopes.known();
  for (const std::string_view name : scopes.unknown()) {
    if (!made.unknown_scopes.empty()) made.unknown_scopes += ' ';
    made.unknown_scopes += name;
  }
  made.revoked = row.integer(8) == 1;
  made.created = {row.integer(9)};
  made.updated = {row.integer(10)};
  if (!row.is_null(11)) made.last_used = unix_seconds{row.integer(11)};
  made.previous = token_id{row.integer(12)};
  made.notices_sent = static_cast<std::uint32_t>(row.integer(13));
  return made;
}

/// Whether a row can be read again once it is written.
template <class Vocabulary>
bool is_complete(const token_record<Vocabulary>& made) {
  return !made.digest.empty() && made.owner > user_id::none && made.previous >= token_id::none &&
         (made.expires.is_never() || made.expires.to_text()) && is_instant(made.created.count) &&
         is_instant(made.updated.count) && (!made.last_used || is_instant(made.last_used->count));
}

/// All but the id; no scopes mean that the column keeps its value.
template <class Vocabulary, class Expires>
void bind_columns(statement& asked, const token_record<Vocabulary>& made, const Expires& expires,
                  const std::optional<std::string_view>& scopes) {
  asked.bind(static_cast<std::int64_t>(made.owner)).bind(static_cast<std::int64_t>(made.kind));
  asked.bind(made.name).bind(made.description).bind(made.digest.bytes());
  scopes ? asked.bind(*scopes) : asked.bind(nullptr);
  expires ? asked.bind(expires->view()) : asked.bind(nullptr);
  asked.bind(std::int64_t{made.revoked}).bind(made.created.count).bind(made.updated.count);
  made.last_used ? asked.bind(made.last_used->count) : asked.bind(nullptr);
  asked.bind(static_cast<std::int64_t>(made.previous)).bind(std::int64_t{made.notices_sent});
}
/// The text of a row's scopes, those that are not understood behind the others.
template <class Vocabulary>
std::string scopes_of(const token_record<Vocabulary>& made) {
  std::string text;
  for (const std::string_view name : made.scopes) {
    if (!text.empty()) text += ' ';
    text += name;
  }
  if (!text.empty() && !made.unknown_scopes.empty()) text += ' ';
  return text += made.unknown_scopes;
}

}}}}  // namespace jeton::v0::detail::sqlite

#endif
