// SPDX-License-Identifier: BSL-1.0
#include <jeton/http/prefill.hpp>

#include <string>
#include <string_view>

#include "../support/catch.hpp"
#include "../support/lifecycle_parts.hpp"

namespace {

using namespace jeton_tests;
using jeton::error_at;
using jeton::prefill_fault;

constexpr auto read(std::string_view query) { return jeton::read_prefill<acme_scopes>(query); }
constexpr error_at<prefill_fault> refused(std::string_view query) {
  const auto form = read(query);
  return form ? error_at{prefill_fault{99}, 0} : form.error();
}

}  // namespace

TEST_CASE("a link fills in name, scopes and description") {
  CONSTEXPR auto form = read("name=Example+Access%20token&scopes=repo:read,admin&description=nightly");
  STATIC_REQUIRE(form->name() == "Example Access token");
  STATIC_REQUIRE(form->scopes == acme_scopes::of<"repo:read", "admin">());
  STATIC_REQUIRE(form->description() == "nightly");
  STATIC_REQUIRE(read("scopes=repo%3Aread%2C+admin")->scopes == acme_scopes::of<"repo:read", "admin">());
  STATIC_REQUIRE(read("scopes=++admin++,+repo:read+")->scopes == acme_scopes::of<"repo:read", "admin">());
  STATIC_REQUIRE(read("scopes=ad+min,repo:read")->scopes == acme_scopes::of<"repo:read">());
  STATIC_REQUIRE(read("n%61me=x")->name() == "x");
  STATIC_REQUIRE(read("name=Schl%C3%BCssel")->name() == "Schl\xC3\xBCssel");
  STATIC_REQUIRE(read("name=a=b")->name() == "a=b");
}

TEST_CASE("what is not known, or not there, fills in nothing") {
  STATIC_REQUIRE(read("")->name().empty());
  STATIC_REQUIRE(read("")->scopes.empty());
  STATIC_REQUIRE(read("expires_at=2027-01-31&x&&=y")->name().empty());
  STATIC_REQUIRE(read("scopes=root,admin,,repo:rea")->scopes == acme_scopes::of<"admin">());
  STATIC_REQUIRE(read("scopes=")->scopes.empty());
  STATIC_REQUIRE(read("Name=x")->name().empty());
  CHECK(read("scopes=" + std::string(1000, 'x') + ",admin")->scopes == acme_scopes::of<"admin">());
  CHECK(read("scopes=admin" + std::string(1000, 'x'))->scopes.empty());
}

TEST_CASE("what could deceive is refused, with the place of its field") {
  STATIC_REQUIRE(refused("name=a&name=b") == error_at{prefill_fault::repeated, 7});
  STATIC_REQUIRE(refused("scopes=admin&x=1&scopes=admin") == error_at{prefill_fault::repeated, 17});
  STATIC_REQUIRE(refused("name=a&n%61me=b") == error_at{prefill_fault::repeated, 7});
  STATIC_REQUIRE(refused("name=%4") == error_at{prefill_fault::escape, 0});
  STATIC_REQUIRE(refused("x=%zz&scopes=%zz") == error_at{prefill_fault::escape, 6});
  STATIC_REQUIRE(refused("name=a%0D%0Ab") == error_at{prefill_fault::text, 0});
  STATIC_REQUIRE(refused("name=a%00") == error_at{prefill_fault::text, 0});
  STATIC_REQUIRE(refused("description=%E2%80%AE") == error_at{prefill_fault::text, 0});
  STATIC_REQUIRE(refused("name=%FF") == error_at{prefill_fault::text, 0});
}

TEST_CASE("texts have 255 characters at most") {
  std::string name;
  for (int i = 0; i < 255; ++i) name += "%F0%9F%94%91";
  CHECK(read("name=" + name)->name().size() == 1020);
  CHECK(refused("name=" + name + "x") == prefill_fault::text);
  CHECK(read("name=" + std::string(255, 'x')));
  CHECK(refused("name=" + std::string(256, 'x')) == prefill_fault::text);
}

TEST_CASE("ten thousand fields and eight megabytes are read at once") {
  std::string query;
  for (int i = 0; i < 10'000; ++i) query += "x" + std::to_string(i) + "=%20&";
  CHECK(read(query + "name=last")->name() == "last");
  CHECK(read(std::string(8'000'000, '&') + "name=last")->name() == "last");
  CHECK(read("x=" + std::string(8'000'000, '%') + "&name=last")->name() == "last");
}

TEST_CASE("each fault of a link is described") {
  for (const auto fault : {prefill_fault::repeated, prefill_fault::escape, prefill_fault::text}) {
    CHECK(describe(fault) != "unknown fault");
  }
  STATIC_REQUIRE(describe(prefill_fault{99}) == "unknown fault");
}
