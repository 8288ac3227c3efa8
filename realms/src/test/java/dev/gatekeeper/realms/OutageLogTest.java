package dev.gatekeeper.realms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageLogTest {

  private final LoggedLines log = new LoggedLines(OutageLogTest.class);
  private final OutageLog outages = new OutageLog(OutageLogTest.class, "The oracle");

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void whoseFailureNobodyHasReadOfDoesNotAnswerAgain() {
    outages.answered();

    assertThat(log.lines()).isEmpty();
  }

  @Test
  void aProviderThatComesAndGoesDoesNotFloodTheLog() {
    for (int i = 0; i < 100; i++) {
      outages.failed("it is silent");
      outages.answered();
    }

    assertThat(log.lines())
        .containsExactly(
            "The oracle can't be asked, and nobody new gets in by it: it is silent.",
            "The oracle answers again.");
  }
}
