package dev.gatekeeper.contract;

import java.util.Random;

/**
 * One request of a test. Its target tells the upstream all of it, so that both ends know what must
 * happen.
 *
 * @param id of this request alone; also chooses the bytes of its body and its answer's
 * @param framing of the body that {@code bytes} counts: the request's of an upload, the answer's of
 *     a download
 */
record ScriptedCall(long id, Load load, Fault fault, Framing framing, long bytes) {

  static final String ID_FIELD = "X-Call-Id";

  private static final String PREFIX = "/call/";
  private static final long BYTES_OF_A_SHORT_ANSWER = 300;

  static ScriptedCall any(long id, Random random) {
    Load[] loads = Load.values();
    Load load = loads[random.nextInt(loads.length)];
    Framing framing = load.anyFraming(random);
    Fault fault = Fault.any(random, load, framing);
    return new ScriptedCall(id, load, fault, framing, load.anySize(random));
  }

  static ScriptedCall ofTarget(String target) {
    String[] parts = target.substring(PREFIX.length()).split("/", -1);
    return new ScriptedCall(
        Long.parseLong(parts[0]),
        Load.valueOf(parts[1]),
        Fault.valueOf(parts[2]),
        Framing.valueOf(parts[3]),
        Long.parseLong(parts[4]));
  }

  String target() {
    return PREFIX + id + "/" + load + "/" + fault + "/" + framing + "/" + bytes;
  }

  BytePattern body() {
    return new BytePattern(id);
  }

  long answerBytes() {
    return load.isUpload() ? BYTES_OF_A_SHORT_ANSWER : bytes;
  }

  Framing answerFraming() {
    return load.isUpload() ? Framing.LENGTH : framing;
  }
}
