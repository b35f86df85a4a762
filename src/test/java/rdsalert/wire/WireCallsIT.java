package rdsalert.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often one write, and one publish, goes over the wire while a fault lasts. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime client runs on Linux only")
class WireCallsIT {
  @RegisterExtension static final Worlds WORLDS = new Worlds();

  /** What may befall a call. */
  enum Kind {
    RESET,
    LOST_ANSWER,
    CUT_ANSWER,
    ERROR_500,
    ERROR_503,
    THROTTLE,
    HANG;

    Fault fault() {
      return switch (this) {
        case RESET -> Fault.LOST_REQUEST;
        case LOST_ANSWER -> Fault.LOST_ANSWER;
        case CUT_ANSWER -> Fault.CUT_ANSWER;
        case ERROR_500 -> Fault.ERROR_500;
        case ERROR_503 -> Fault.ERROR_503;
        case THROTTLE -> Fault.THROTTLED;
        case HANG -> Fault.HANGS;
      };
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RESET,       3, FAILED",
    "LOST_ANSWER, 3, FAILED",
    "CUT_ANSWER,  3, FAILED",
    "ERROR_500,   3, FAILED",
    "ERROR_503,   3, FAILED",
    "THROTTLE,    3, FAILED",
    "HANG,        3, FAILED",
  })
  void repeatsAWriteTwice(Kind kind, int calls, Run.Ending ending) throws Exception {
    AtomicInteger seen = new AtomicInteger();
    Run run = deliver(seen, "PutItem", "", kind);

    Shown.show("write, %-11s: %d calls, run %s".formatted(kind, seen.get(), Shown.of(run)));
    assertThat(seen).hasValue(calls);
    assertThat(run.ending()).isEqualTo(ending);
  }

  @ParameterizedTest
  @CsvSource({
    "RESET,       1, waiting",
    "LOST_ANSWER, 1, waiting",
    "CUT_ANSWER,  1, waiting",
    "ERROR_500,   1, waiting",
    "ERROR_503,   1, waiting",
    "THROTTLE,    3, ''",
    "HANG,        1, waiting",
  })
  void repeatsAPublishOnlyIfItWasSurelyNotTaken(Kind kind, int calls, String decision)
      throws Exception {
    AtomicInteger seen = new AtomicInteger();
    Run run = deliver(seen, "Publish", "", kind);

    Shown.show("publish, %-11s: %d calls, run %s".formatted(kind, seen.get(), Shown.of(run)));
    assertThat(seen).hasValue(calls);
    assertThat(run.decision()).isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource({
    "RESET,       3, FAILED",
    "LOST_ANSWER, 1, DONE",
    "ERROR_500,   3, FAILED",
    "THROTTLE,    9, FAILED",
    "HANG,        3, FAILED",
  })
  void looksWhetherAPlaceWasGivenBeforeItAsksAgain(Kind kind, int calls, Run.Ending ending)
      throws Exception {
    AtomicInteger seen = new AtomicInteger();
    Run run = deliver(seen, "UpdateItem", "\"places#", kind);

    Shown.show("admit, %-11s: %d calls, run %s".formatted(kind, seen.get(), Shown.of(run)));
    assertThat(run.ending()).isEqualTo(ending);
    assertThat(seen).hasValue(calls);
  }

  private static Run deliver(AtomicInteger seen, String operation, String about, Kind kind)
      throws Exception {
    World world = WORLDS.of(Setup.PLAIN);
    return world.deliver(
        WireFaultIT.calls(world, 1).getFirst(),
        (call, number) -> {
          boolean meant = call.operation().equals(operation) && call.body().contains(about);
          seen.addAndGet(meant ? 1 : 0);
          return meant ? kind.fault() : Fault.NONE;
        });
  }
}
