package rdsalert.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * How many of our methods one warm alert enters, constructors and lambdas included, and in how many
 * files they stand: the JDK counts them in two runs, one of which raises more alerts.
 */
final class Entries {
  private static final Path CLASSES = Path.of("target", "bench", "package");
  private static final Path HISTOGRAM = Path.of("target", "bench", "entries.txt");
  private static final String RENDERED =
      "rdsalert.briefing.Briefing#of(Lrdsalert/briefing/Alert;)Lrdsalert/briefing/Briefing;";
  private static final int MORE = 10;
  private static final int MOST_TRIES = 9;

  private Entries() {}

  static List<Row> measure(Stub stub) throws Exception {
    Map<String, Long> entered = entered(stub);
    for (int tries = 1; entered.get(RENDERED) != 1; tries++) {
      if (tries == MOST_TRIES) {
        throw new IllegalStateException("no two runs in which each alert had its turn at once");
      }
      entered = entered(stub); // a slow first alert had to wait for a second turn
    }
    Files.write(
        HISTOGRAM,
        entered.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(one -> one.getValue() + " " + one.getKey())
            .toList());
    long files = entered.keySet().stream().map(name -> name.split("[$#]", 2)[0]).distinct().count();
    long entries = entered.values().stream().mapToLong(count -> count).sum();
    return List.of(
        new Row("files of ours that a warm alert enters", 60, "", files, Map.of()),
        new Row("methods of ours that it enters", 2_650, "", entries, Map.of()));
  }

  private static Map<String, Long> entered(Stub stub) throws Exception {
    Map<String, Long> few = counted(stub, MORE);
    Map<String, Long> entered = counted(stub, MORE + MORE);
    entered.replaceAll((method, count) -> count - few.getOrDefault(method, 0L));
    if (entered.get(RENDERED) == MORE) {
      entered.replaceAll((method, count) -> count / MORE);
    }
    entered.values().removeIf(count -> count == 0);
    return entered;
  }

  private static Map<String, Long> counted(Stub stub, int alerts) throws Exception {
    Path recording = Files.createTempFile(Path.of("target", "bench", "logs"), "entries", ".jfr");
    String timed = "method-timing=" + classes();
    String option = "-XX:StartFlightRecording:filename=" + recording + "," + timed;
    try (Lambda lambda = new Lambda(Build.OURS, stub, "", false, option)) {
      for (int i = 0; i < alerts; i++) {
        lambda.alert();
      }
    }
    Map<String, Long> counts = new TreeMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      if (event.getEventType().getName().equals("jdk.MethodTiming")) {
        RecordedMethod method = event.getValue("method");
        counts.merge(
            method.getType().getName() + "#" + method.getName() + method.getDescriptor(),
            event.getLong("invocations"),
            Math::max);
      }
    }
    return counts;
  }

  private static String classes() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES.resolve("rdsalert"))) {
      return files
          .map(file -> CLASSES.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.contains("-info"))
          .map(name -> name.replace(".class", "").replace('/', '.'))
          .collect(Collectors.joining(";"));
    }
  }
}
