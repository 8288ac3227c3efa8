package dev.gatekeeper.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The upstream's places, and what clients of the gate are told instead. */
class PlacesTest {

  @ParameterizedTest
  @CsvSource({
    // upstream,            context, location,                          becomes
    "http://up:5000,        '',      http://up:5000/x?y#z,              /x?y#z",
    "http://up:5000,        '',      HTTP://UP:5000,                    /",
    "http://up:5000,        '',      http://up:5000?q,                  /?q",
    "http://up:5000,        '',      //up:5000/x,                       /x",
    "http://up:5000,        '',      https://up:5000/x,                 /x",
    "http://up,             '',      http://up:80/x,                    /x",
    "https://up,            '',      https://up:443/x,                  /x",
    "http://up:5000,        '',      http://up/x,                       http://up/x",
    "http://up:5000,        '',      http://other:5000/x,               http://other:5000/x",
    "http://up:5000,        '',      //other/x,                         //other/x",
    "http://up:5000,        '',      http://up:5000@evil/x,             http://up:5000@evil/x",
    "http://up:5000,        '',      mailto:x@y,                        mailto:x@y",
    "http://up:5000,        '',      /x,                                /x",
    "http://up:5000,        '',      x/y,                               x/y",
    "http://up:5000,        '',      ?x,                                ?x",
    "http://up:5000,        '',      '',                                ''",
    "http://up:5000,        '',      http://up:5000//evil/x,            /.//evil/x",
    "http://up:5000,        /mlflow, http://up:5000/x,                  /mlflow/x",
    "http://up:5000,        /mlflow, http://up:5000//evil/x,            /mlflow//evil/x",
    "http://up:5000,        /mlflow, /x,                                /mlflow/x",
    "http://up:5000,        /mlflow, /,                                 /mlflow/",
    "http://up:5000/static, /mlflow, http://up:5000/static/x,           /mlflow/x",
    "http://up:5000/static, /mlflow, /static/x,                         /mlflow/x",
    "http://up:5000/static, /mlflow, /static?x,                         /mlflow?x",
    "http://up:5000/static, /mlflow, /statics/x,                        /statics/x",
    "http://up:5000/static, '',      /static/x,                         /x",
    "http://up:5000/static, '',      /static,                           /",
    "http://up:5000/static, '',      /static?x,                         /?x",
    "http://up:5000/static, '',      /static//evil,                     /.//evil",
  })
  void aLocationOfTheUpstreamsBecomesAPathOfTheGate(
      String upstream, String contextPath, String location, String expected) {
    Places places = new Places(Upstream.parse(upstream), contextPath);

    assertThat(places.ofGate("Location", location)).isEqualTo(expected);
    assertThat(places.ofGate("content-location", location)).isEqualTo(expected);
    assertThat(places.ofGate("X-Location", location)).isEqualTo(location);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://up:5000        |         | a=b; Path=/                    | a=b; Path=/",
        "http://up:5000        | /mlflow | a=b; Path=/                    | a=b; Path=/mlflow",
        "http://up:5000        | /mlflow | a=b; Path=/; HttpOnly          | a=b; Path=/mlflow; HttpOnly",
        "http://up:5000        | /mlflow | a=b;path = /x;Secure           | a=b;path =/mlflow/x;Secure",
        "http://up:5000        | /mlflow | a=b                            | a=b",
        "http://up:5000        | /mlflow | a=/; Path=relative             | a=/; Path=relative",
        "http://up:5000/static | /mlflow | a=b; Path=/                    | a=b; Path=/mlflow",
        "http://up:5000/static | /mlflow | a=b; Path=/static              | a=b; Path=/mlflow",
        "http://up:5000/static | /mlflow | a=b; Path=/static/x            | a=b; Path=/mlflow/x",
        "http://up:5000/static |         | a=b; Path=/static              | a=b; Path=/",
        "http://up:5000/static | /mlflow | a=b; Path=/other               | a=b; Path=/other",
        "http://up:5000        |         | a=b; Domain=up; Path=/         | a=b; Path=/",
        "http://up:5000        |         | a=b; Domain=UP                 | a=b",
        "http://up:5000        |         | a=b; Domain=example.org        | a=b; Domain=example.org",
        "http://up:5000        | /mlflow | a=b; Expires=Wed, 21 Oct 2026  | a=b; Expires=Wed, 21 Oct 2026",
        "http://up:5000        | /m$1    | a=$2; Path=/                   | a=$2; Path=/m$1",
      })
  void aCookieOfTheUpstreamsHoldsWhereTheGateIs(
      String upstream, String contextPath, String cookie, String expected) {
    Places places = new Places(Upstream.parse(upstream), contextPath == null ? "" : contextPath);

    assertThat(places.ofGate("Set-Cookie", cookie)).isEqualTo(expected);
  }
}
