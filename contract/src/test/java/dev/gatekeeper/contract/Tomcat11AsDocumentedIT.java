package dev.gatekeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.contract.RawHttp.Answer;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Tomcat with the Connector that docs/containers.md gives. */
class Tomcat11AsDocumentedIT extends DeployedGate implements TargetContract, StreamContract {

  Tomcat11AsDocumentedIT() {
    super(Tomcat::startAsDocumented);
  }

  @Test
  void clientWithoutCredentialsIsNotAskedForItsBody() throws Exception {
    try (Socket client = RawHttp.connect(gate().container().port())) {
      RawHttp.write(
          client,
          RawHttp.lines(
              "PUT /echo/x HTTP/1.1",
              "Host: localhost",
              "Content-Length: 3000000000",
              "Expect: 100-continue",
              "",
              ""));
      Answer first = RawHttp.read(client.getInputStream(), false);

      assertThat(first.status()).isEqualTo(401);
    }
  }
}
