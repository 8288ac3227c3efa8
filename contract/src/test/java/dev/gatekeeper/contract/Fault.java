package dev.gatekeeper.contract;

import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** What goes wrong with a request that is carried through the gate. */
enum Fault {
  NONE(End.RIGHT),

  // the upstream answers right, but not as one would like
  LATE_ANSWER(End.RIGHT),
  SLOW_ANSWER(End.RIGHT),
  CLOSES_AFTERWARDS(End.RIGHT),
  RESETS_AFTERWARDS(End.RIGHT),
  SAYS_MORE_AFTERWARDS(End.RIGHT),

  // the upstream does not do its part
  RESET_AFTER_HEAD(End.FAILED),
  RESET_IN_UPLOAD(End.FAILED),
  RESET_INSTEAD_OF_ANSWER(End.FAILED),
  CLOSE_INSTEAD_OF_ANSWER(End.FAILED),
  NO_ANSWER(End.FAILED),
  RESET_IN_ANSWER_HEAD(End.FAILED),
  CLOSE_IN_ANSWER_HEAD(End.FAILED),
  RESET_IN_ANSWER(End.FAILED),
  CLOSE_IN_ANSWER(End.FAILED),
  SILENCE_IN_ANSWER(End.FAILED),
  BROKEN_CHUNK(End.FAILED),
  GARBAGE(End.FAILED),
  BOTH_LENGTHS(End.FAILED),
  ENDLESS_HEAD(End.FAILED),
  REFUSES_EARLY(End.REFUSED),

  // the client does not do its part
  CLIENT_READS_SLOWLY(End.RIGHT),
  CLIENT_LEAVES_UPLOAD(End.LEFT),
  CLIENT_LEAVES_DOWNLOAD(End.LEFT);

  /** How a request with the fault ends for the client. */
  enum End {
    RIGHT,
    FAILED,
    REFUSED,
    LEFT
  }

  /** Each of these takes as long as one of the gate's timeouts. */
  private static final Set<Fault> LONG = Set.of(NO_ANSWER, SILENCE_IN_ANSWER);

  private static final int PERCENT_WITHOUT = 70;
  private static final int PERCENT_OF_LONG_ONES_LEFT_OUT = 80;

  private final End end;

  Fault(End end) {
    this.end = end;
  }

  End end() {
    return end;
  }

  static Fault any(Random random, Load load, Framing framing) {
    if (random.nextInt(100) < PERCENT_WITHOUT) {
      return NONE;
    }
    Fault[] some = Stream.of(values()).filter(f -> f.suits(load, framing)).toArray(Fault[]::new);
    Fault any = some[random.nextInt(some.length)];
    boolean leftOut = LONG.contains(any) && random.nextInt(100) < PERCENT_OF_LONG_ONES_LEFT_OUT;
    return leftOut ? NONE : any;
  }

  private boolean suits(Load load, Framing framing) {
    return switch (this) {
      case RESET_IN_UPLOAD -> load.isUpload();
      case REFUSES_EARLY, CLIENT_LEAVES_UPLOAD -> load == Load.LARGE_PUT;
      case CLIENT_LEAVES_DOWNLOAD, CLIENT_READS_SLOWLY -> load == Load.LARGE_GET;
      case BROKEN_CHUNK -> !load.isUpload() && framing == Framing.CHUNKED;
      // what comes in a later packet, when the next request was sent already, nobody can tell from
      // that one's answer; only a small answer goes out together with more
      case SAYS_MORE_AFTERWARDS -> load != Load.LARGE_GET;
      // the end of such an answer can't be told from its middle
      case CLOSE_IN_ANSWER -> load.isUpload() || framing != Framing.CLOSE;
      default -> true;
    };
  }
}
