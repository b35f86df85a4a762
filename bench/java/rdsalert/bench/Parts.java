package rdsalert.bench;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Position;
import rdsalert.event.EventReader;
import rdsalert.event.ManagementEvent;
import rdsalert.render.Message;
import rdsalert.render.Renderer;
import rdsalert.rule.DetectionRule;
import rdsalert.rule.RuleCatalog;
import rdsalert.rule.Verdict;
import rdsalert.silence.SilenceVerdict;
import rdsalert.silence.Silences;

/** The parts of the path that only compute, each by itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Parts {
  private final EventReader reader = new EventReader();
  private final Renderer renderer = new Renderer();
  private final DetectionRule rule = RuleCatalog.packaged().rules().getFirst();
  private final byte[] matchingText = Events.matching().getBytes(StandardCharsets.UTF_8);
  private final byte[] otherText = Events.IGNORED.getBytes(StandardCharsets.UTF_8);
  private final ManagementEvent matching = reader.read(new ByteArrayInputStream(matchingText));
  private final ManagementEvent other = reader.read(new ByteArrayInputStream(otherText));
  private final Instant now = Instant.now();
  private final Silences exceptions = ManyExceptions.of(1000, now);
  private final Alert alert =
      Alert.raise(
          rule,
          matching,
          new Position(now, now.plusSeconds(600), OptionalInt.of(7), 100),
          now,
          Duration.ofHours(1));

  @Benchmark
  public ManagementEvent reading() {
    return reader.read(new ByteArrayInputStream(matchingText));
  }

  @Benchmark
  public Verdict matchingHit() {
    return rule.judge(matching);
  }

  @Benchmark
  public Verdict matchingOther() {
    return rule.judge(other);
  }

  @Benchmark
  public SilenceVerdict thousandExceptions() {
    return exceptions.judge(rule, matching, now);
  }

  @Benchmark
  public Message rendering() {
    return renderer.render(alert, now);
  }
}
