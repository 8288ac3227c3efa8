package dev.gatekeeper.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatekeeper.proxy.RequestFields.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestFieldsTest {

  private final RequestFields fields =
      new RequestFields(
          List.of(
              new Field("Via", "1.1 a"), new Field("Accept", "*/*"), new Field("via", "1.1 b")));

  @Test
  void valuesOfANameAreFoundInAnyCaseAndInTheirOrder() {
    assertThat(fields.values("VIA")).containsExactly("1.1 a", "1.1 b");
  }

  @Test
  void nameThatIsNotThereHasNoValues() {
    assertThat(fields.values("Host")).isEmpty();
  }
}
