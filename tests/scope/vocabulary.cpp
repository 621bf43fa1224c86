// SPDX-License-Identifier: BSL-1.0
#include <jeton/scope/vocabulary.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "../support/catch.hpp"
#include "../support/numbered_scopes.hpp"
#include "../support/vectors.hpp"

namespace {

using jeton::scope_error;
using jeton::scope_fault;
using jeton_tests::numbered;

using acme = jeton::scope_vocabulary<"repo:read", "repo:write", "admin">;

struct table {
  static constexpr jeton::scope_row rows[] = {
      {.name = "api", .since = {8, 15}, .description = "everything", .implies = "read_api"},
      {.name = "read_api", .since = {12, 10}, .implies = "read_user"},
      {.name = "read_user", .since = {8, 15}},
      {.name = "sudo", .since = {10, 2}, .audience = jeton::scope_audience::administrators},
      {.name = "read_registry", .since = {9, 3}, .needs = "registry"},
      {.name = "http://acme.example/auth/drive"},
  };
};
using service = jeton::scope_vocabulary<table{}>;

using reader = jeton::result<service::set, scope_error> (*)(std::string_view);
reader reader_called(std::string_view name) {
  return name == "spaces" ? reader{service::parse} : name == "commas" ? service::parse_commas : service::parse_json;
}

}  // namespace

TEST_CASE("names that are read are held, and nothing else") {
  CONSTEXPR auto held = acme::parse("repo:read admin");
  STATIC_REQUIRE(held.has_value());
  STATIC_REQUIRE(held->contains<"repo:read">());
  STATIC_REQUIRE(held->contains<"admin">());
  STATIC_REQUIRE_FALSE(held->contains<"repo:write">());
  STATIC_REQUIRE(*held == acme::of<"admin", "repo:read">());
  STATIC_REQUIRE(acme::any_of<"repo:read", "admin">().met_by(*held));
  STATIC_REQUIRE_FALSE(acme::all_of<"repo:write", "admin">().met_by(*held));
}

TEST_CASE("an empty list is the empty set, which grants nothing") {
  STATIC_REQUIRE(acme::parse("")->empty());
  STATIC_REQUIRE(acme::parse({})->empty());
  STATIC_REQUIRE(acme::parse_commas("")->empty());
  STATIC_REQUIRE(acme::parse_json("[]")->empty());
  STATIC_REQUIRE_FALSE(acme::any_of<"admin">().met_by(*acme::parse("")));
}

TEST_CASE("a vocabulary knows its rows") {
  STATIC_REQUIRE(service::size == 6);
  STATIC_REQUIRE(service::name(1) == "read_api");
  STATIC_REQUIRE(service::row(0).since == jeton::scope_version{8, 15});
  STATIC_REQUIRE(service::row(1).since > service::row(0).since);
  STATIC_REQUIRE(service::row(5).since == jeton::scope_version{});
  STATIC_REQUIRE(service::rows()[3].audience == jeton::scope_audience::administrators);
  STATIC_REQUIRE(service::rows()[4].needs == "registry");
  STATIC_REQUIRE(service::row(0).description == "everything");
  STATIC_REQUIRE(acme::name(2) == "admin");
  STATIC_REQUIRE(acme::row(2).description.empty());
  STATIC_REQUIRE(service::has_implication);
  STATIC_REQUIRE_FALSE(acme::has_implication);
}

TEST_CASE("a name is found by its whole text") {
  for (std::size_t i = 0; i < service::size; ++i) CHECK(service::index_of(service::name(i)) == i);
  STATIC_REQUIRE(service::index_of("read_api") == 1);
  STATIC_REQUIRE(service::index<"read_api"> == 1);
  STATIC_REQUIRE(service::index_of("") == service::npos);
  STATIC_REQUIRE(service::index_of("read_ap") == service::npos);
  STATIC_REQUIRE(service::index_of("read_apis") == service::npos);
  STATIC_REQUIRE(service::index_of("Read_api") == service::npos);
  STATIC_REQUIRE(service::index_of({"api\0", 4}) == service::npos);
  STATIC_REQUIRE(service::index_of("http://acme.example/auth/drivf") == service::npos);
  STATIC_REQUIRE(service::index_of("http://acme.exanple/auth/drive") == service::npos);
  STATIC_REQUIRE(service::index_of(std::string_view{"read_api_", 8}) == 1);
}

/// Whether nothing is read of a text without names.
template <jeton::fixed_string... Names>
constexpr bool has_no_empty_name() {
  using names = jeton::scope_vocabulary<Names...>;
  return names::index_of("") == names::npos && names::parse(" ").error() == scope_error{scope_fault::empty_item, 0} &&
         names::parse_json("[\"\"]").error() == scope_error{scope_fault::empty_item, 2} &&
         names::parse_stored("  ").known().empty() && names::index_of({"\0\0\0\0\0\0\0\0", 8}) == names::npos;
}

TEST_CASE("an empty name is not found where the table is empty") {
  STATIC_REQUIRE(has_no_empty_name<"a">());
  STATIC_REQUIRE(has_no_empty_name<"b">());
  STATIC_REQUIRE(has_no_empty_name<"c">());
  STATIC_REQUIRE(has_no_empty_name<"d">());
  STATIC_REQUIRE(has_no_empty_name<"read", "write">());
  STATIC_REQUIRE(has_no_empty_name<"resource:a:read", "resource:b:read">());
}

TEST_CASE("names with the same beginning and size are told apart") {
  using names = jeton::scope_vocabulary<"resource:a:read", "resource:b:read", "resource:b:readwrite", "res">;
  for (std::size_t i = 0; i < names::size; ++i) CHECK(names::index_of(names::name(i)) == i);
  STATIC_REQUIRE(names::index_of("resource:b:read") == 1);
  STATIC_REQUIRE(names::index_of("resource:c:read") == names::npos);
  STATIC_REQUIRE(names::parse("res resource:b:read")->size() == 2);
}

TEST_CASE("a name whose hash is forged is still another name") {
  using names = jeton::scope_vocabulary<"0123456789abcdef0123456789abcdef0123456789">;
  constexpr std::string_view right = "0123456789abcdef0123456789abcdef0123456789";
  constexpr std::string_view forged = "01234567x0001214'qO4K?ne89abcdef0123456789";
  constexpr auto key = jeton::detail::scope_key::of(right);
  constexpr auto other = jeton::detail::scope_key::of(forged);
  STATIC_REQUIRE((key.first == other.first && key.middle == other.middle && key.last == other.last));
  STATIC_REQUIRE(names::index_of(right) == 0);
  STATIC_REQUIRE(names::index_of(forged) == names::npos);
  STATIC_REQUIRE(names::parse(forged).error() == scope_error{scope_fault::unknown, 0});
}

TEST_CASE("vocabularies of 1, 64, 65 and 300 names") {
  CHECK(jeton_tests::check_every_name<numbered<1>>() == 1);
  CHECK(jeton_tests::check_every_name<numbered<64>>() == 64);
  CHECK(jeton_tests::check_every_name<numbered<65>>() == 65);
  CHECK(jeton_tests::check_every_name<numbered<300>>() == 300);
  using many = jeton::scope_vocabulary<numbered<300>{}>;
  STATIC_REQUIRE(many::parse("service-299-resource:read service-000-resource:read")->size() == 2);
  STATIC_REQUIRE(many::index_of("service-255-resource:read") == 255);
  STATIC_REQUIRE(many::index_of("service-300-resource:read") == many::npos);
}

TEST_CASE("every row of scopes.tsv is judged as it says") {
  std::size_t judged = 0;
  for (const jeton_tests::row& row : jeton_tests::rows("scopes.tsv", 6)) {
    INFO("scopes.tsv line " << row.line << ": " << row[5]);
    const std::string text = jeton_tests::unescape(row[1]);
    const auto read = reader_called(row[0])(text);
    if (row[2] == "valid") {
      CHECK(read.has_value());
      std::string written;
      for (const std::string_view name : read ? *read : service::set{}) {
        written += written.empty() ? "" : " ";
        written += name;
      }
      CHECK(written == row[4]);
    } else {
      CHECK_FALSE(read.has_value());
      static const std::vector<std::string> reasons{"syntax", "empty_item", "character", "unknown", "duplicate"};
      CHECK(reasons.at(static_cast<std::size_t>(read.error().reason())) == row[2]);
      CHECK(read.error().position() == std::stoul(row[3]));
    }
    ++judged;
  }
  CHECK(judged > 80);
}

TEST_CASE("every single byte is judged by RFC 6749 §3.3") {
  for (int c = 0; c < 256; ++c) {
    CAPTURE(c);
    const std::string text = std::string("api ") + static_cast<char>(static_cast<unsigned char>(c)) + "x";
    const bool is_token = c == 0x21 || (c >= 0x23 && c <= 0x5B) || (c >= 0x5D && c <= 0x7E);
    const auto error = service::parse(text).error();
    if (c == ' ') {
      CHECK(error == scope_error{scope_fault::empty_item, 4});
    } else {
      CHECK(error == scope_error{is_token ? scope_fault::unknown : scope_fault::character, 4});
    }
  }
}

TEST_CASE("the examples of RFC 6750 §3") {
  using names =
      jeton::scope_vocabulary<"openid", "profile", "email", "urn:example:channel=HBO", "urn:example:rating=G,PG-13">;
  STATIC_REQUIRE(*names::parse("openid profile email") == names::of<"openid", "profile", "email">());
  STATIC_REQUIRE(names::parse("urn:example:channel=HBO urn:example:rating=G,PG-13")->size() == 2);
  STATIC_REQUIRE(names::parse("urn:example:channel=HBO&urn:example:rating=G,PG-13").error() ==
                 scope_error{scope_fault::unknown, 0});  // joined by `&` they are one name
}

TEST_CASE("every fault has words") {
  for (const auto fault : {scope_fault::syntax, scope_fault::empty_item, scope_fault::character, scope_fault::unknown,
                           scope_fault::duplicate}) {
    CHECK_FALSE(describe(scope_error{fault, 0}).empty());
    CHECK(describe(fault) != "unknown fault");
  }
  CHECK_FALSE(describe(jeton::scope_write_fault::room).empty());
}

TEST_CASE("what is written is read again") {
  char room[200]{};
  const auto all = service::of<"sudo", "api", "http://acme.example/auth/drive", "read_user">();
  const auto text = service::write(all, room);
  CHECK(*text == "api read_user sudo http://acme.example/auth/drive");
  CHECK(*service::parse(*text) == all);
  const auto commas = service::write_commas(all, room);
  CHECK(*commas == "api, read_user, sudo, http://acme.example/auth/drive");
  CHECK(*service::parse_commas(*commas) == all);
  const auto json = service::write_json(all, room);
  CHECK(*json == R"(["api","read_user","sudo","http://acme.example/auth/drive"])");
  CHECK(*service::parse_json(*json) == all);
  for (unsigned bits = 0; bits < 64; ++bits) {
    const service::set some{{bits}};
    CHECK(*service::parse(*service::write(some, room)) == some);
    CHECK(*service::parse_commas(*service::write_commas(some, room)) == some);
    CHECK(*service::parse_json(*service::write_json(some, room)) == some);
  }
}

TEST_CASE("a buffer of the largest size is enough, and one byte less is refused") {
  constexpr service::set all{{0b111111}};
  constexpr std::string_view spaces = "api read_api read_user sudo read_registry http://acme.example/auth/drive";
  STATIC_REQUIRE(service::max_written_size == spaces.size());
  STATIC_REQUIRE(service::max_commas_size == spaces.size() + 5);
  STATIC_REQUIRE(service::max_json_size == spaces.size() + 2 + 12);
  char room[service::max_json_size]{};
  CHECK(service::write(all, std::span{room}.first(service::max_written_size)).has_value());
  CHECK(service::write(all, std::span{room}.first(service::max_written_size - 1)).error() ==
        jeton::scope_write_fault::room);
  CHECK(service::write_commas(all, std::span{room}.first(service::max_commas_size)).has_value());
  CHECK_FALSE(service::write_commas(all, std::span{room}.first(service::max_commas_size - 1)).has_value());
  CHECK(service::write_json(all, room).has_value());
  CHECK_FALSE(service::write_json(all, std::span{room}.first(service::max_json_size - 1)).has_value());
  CHECK(service::write(service::set{}, {}).has_value());
  CHECK_FALSE(service::write_json(service::set{}, std::span{room}.first(1)).has_value());
}

TEST_CASE("time is linear in the size of any text") {
  const std::size_t size = std::size_t{8} << 20;
  const std::string spaces(size, ' ');
  const std::string letters(size, 'a');
  std::string names;
  while (names.size() < size) names += "mcp api ";
  CHECK(service::parse(spaces).error() == scope_error{scope_fault::empty_item, 0});
  CHECK(service::parse(letters).error() == scope_error{scope_fault::unknown, 0});
  CHECK(service::parse_commas(spaces).error() == scope_error{scope_fault::character, 0});
  CHECK(service::parse_json(spaces).error() == scope_error{scope_fault::syntax, size});
  CHECK(service::parse_json("[" + spaces + "]")->empty());
  CHECK(service::parse_json("[\"" + std::string(size, '\\')).error() == scope_error{scope_fault::syntax, size + 2});
  CHECK(service::parse_stored(spaces).unknown().empty());
  const std::string commas = std::string(size, ',') + "api";
  CHECK(service::parse_stored_commas(commas).known() == service::of<"api">());
  const auto row = service::parse_stored(names);
  CHECK(row.known() == service::of<"api">());
  std::size_t count = 0;
  for (const std::string_view name : row.unknown()) count += name.size();
  CHECK(count == size / 8 * 3);
}
