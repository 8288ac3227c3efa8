package dev.gatekeeper.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:5000,          localhost, 5000,  '',       http://localhost:5000",
    "http://localhost:5000/,         localhost, 5000,  '',       http://localhost:5000",
    "http://localhost:5000///,       localhost, 5000,  '',       http://localhost:5000",
    "http://mlflow,                  mlflow,    80,    '',       http://mlflow:80",
    "http://mlflow:,                 mlflow,    80,    '',       http://mlflow:80",
    "http://mlflow:65535,            mlflow,    65535, '',       http://mlflow:65535",
    "http://mlflow:5000/prefix,      mlflow,    5000,  /prefix,  http://mlflow:5000/prefix",
    "http://mlflow:5000/prefix/,     mlflow,    5000,  /prefix,  http://mlflow:5000/prefix",
    "http://mlflow:5000/a/b%20c,     mlflow,    5000,  /a/b%20c, http://mlflow:5000/a/b%20c",
    "http://10.0.0.1:5000,           10.0.0.1,  5000,  '',       http://10.0.0.1:5000",
    "http://[::1]:5000,              [::1],     5000,  '',       http://[::1]:5000",
    "http://my_mlflow:5000,          my_mlflow, 5000,  '',       http://my_mlflow:5000",
    "http://my-mlflow.example.org,   my-mlflow.example.org, 80, '', http://my-mlflow.example.org:80",
    "https://mlflow,                 mlflow,    443,   '',       https://mlflow:443",
    "HTTPS://mlflow:5000/prefix,     mlflow,    5000,  /prefix,  https://mlflow:5000/prefix",
  })
  void anAddressIsHostPortAndPath(String address, String host, int port, String path, String text) {
    Upstream upstream = Upstream.parse(address);

    assertThat(upstream.isSecure()).isEqualTo(text.startsWith("https:"));
    assertThat(upstream.host().getHostName()).isEqualTo(host);
    assertThat(upstream.host().getPort()).isEqualTo(port);
    assertThat(upstream.path()).isEqualTo(path);
    assertThat(upstream).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'',                        ''",
    "localhost,                 ''",
    "localhost:5000,            ''",
    "//localhost:5000,          ''",
    "ftp://localhost,           ''",
    "http:localhost,            ''",
    "http://,                   ''",
    "http:///path,              ''",
    "http://:5000,              ''",
    "http://a b,                ''",
    "http://a:b,                ''",
    "http://a:-1,               ''",
    "http://a/b c,              ''",
    "http://a/é,                ''",
    "http://ä:5000,             ''",
    "http://a/%zz,              ''",
    "' http://a',               ''",
    "http://user@a,             ', without user, query or fragment'",
    "http://user:secret@a:5000, ', without user, query or fragment'",
    "http://a?x,                ', without user, query or fragment'",
    "http://a/?,                ', without user, query or fragment'",
    "http://a#x,                ', without user, query or fragment'",
    "http://a:0,                ', with a port from 1 to 65535'",
    "http://a:65536,            ', with a port from 1 to 65535'",
  })
  void whatIsNoAddressIsRefusedWithWhatWouldBeRight(String address, String detail) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Upstream.parse(address))
        .withMessage(
            "it must be http://host, http://host:port or http://host:port/path, or the same with"
                + " https"
                + detail);
  }

  @ParameterizedTest
  @CsvSource({
    "http://mlflow,       mlflow",
    "http://mlflow:80,    mlflow",
    "http://mlflow:443,   mlflow:443",
    "https://mlflow,      mlflow",
    "https://mlflow:80,   mlflow:80",
    "http://[::1]:5000,   [::1]:5000",
    "http://[::1],        [::1]",
    "http://mlflow:5000/, mlflow:5000",
  })
  void theHostFieldNamesThePortUnlessItIsTheSchemesOwn(String address, String host) {
    assertThat(Upstream.parse(address).authority()).isEqualTo(host);
  }
}
