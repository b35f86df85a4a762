package rdsalert.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import rdsalert.testing.TestEvents;

/**
 * {@code ./rdsalert run} over logs as a busy account has them: many calls of some 1.3 KB each, ten
 * that the rule looks for; in one gzip file, in many and in a great many, beside what else people
 * would type. Times are those of whole commands, start included.
 */
final class Offline {
  private static final Path FOLDER = Path.of("target", "bench", "hunt");
  private static final Path ONE = FOLDER.resolve("one.json.gz");
  private static final Path MANY = FOLDER.resolve("many");
  private static final Path MOST = FOLDER.resolve("most");
  private static final Path QUIET = FOLDER.resolve("quiet.json.gz");
  private static final int HITS = 10;

  /** Records in each of many files, and of a great many. */
  private static final int USUAL = 100;

  private static final int SMALL = 10;
  private static final int ROUNDS = 5;
  private static final String OURS = "./rdsalert run --cap none ";
  private static final Pattern TIMES = Pattern.compile("times (\\S+) (\\S+) (\\S+)");
  private static final Pattern HELD = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final String[] CALLS =
      "sts AssumeRole,s3 GetBucketAcl,ec2 DescribeInstances,kms Decrypt,rds CreateDBSnapshot"
          .split(",", -1);

  private final int records;

  Offline(int records) {
    this.records = records;
  }

  /** Seconds that a command took, and those that it kept processors busy. */
  private record Times(double wall, double processor) {}

  List<Row> measure() throws Exception {
    write();
    String text = OURS + ONE;
    String json = OURS + "--json " + ONE;
    String pack = OURS + "--pack database-exposure " + ONE;
    String quiet = OURS + QUIET;
    String many = OURS + MANY;
    String alone = "taskset -c 0 " + many;
    String two = "taskset -c 0,1 " + many;
    String unpack = "gzip -dc " + ONE;
    Map<String, Times> times = byTurns(text, json, pack, quiet, many, alone, two, unpack);
    Map<String, Double> one = new LinkedHashMap<>();
    one.put("--json s", times.get(json).processor);
    one.put("gzip -dc s", times.get(unpack).processor);
    one.put("gzip and jq s", run(unpack + jq()).processor);
    Map<String, Double> thousands = new LinkedHashMap<>();
    thousands.put("ours s", times.get(many).processor);
    thousands.putAll(beside(MANY));
    thousands.put("duckdb s", python("duckdb", MANY));
    Map<String, Double> most = new LinkedHashMap<>();
    most.put("ours s", run(OURS + MOST).processor);
    most.putAll(beside(MOST));
    double memory = memory(OURS + MOST);
    most.put("ours MB", memory);
    String files = " %,d files".formatted(records / SMALL);
    double oneFile = times.get(text).processor;
    return List.of(
        Row.atMost("hunt through one file, processor time", 3, " s", oneFile, one),
        Row.atMost(
            "hunt without a hit, start alone", 0.4, " s", times.get(quiet).processor, Map.of()),
        Row.atMost(
            "hunt through many files, by one",
            1.3,
            " ×",
            times.get(many).processor / oneFile,
            thousands),
        Row.atMost(
            "hunt with the pack, by one rule",
            1.5,
            " ×",
            times.get(pack).processor / oneFile,
            Map.of()),
        Row.atMost(
            "many files, two processors by one",
            0.63,
            " ×",
            times.get(two).wall / times.get(alone).wall,
            Map.of()),
        Row.atMost("memory for" + files + ", by many", 1.3, " ×", memory / memory(many), most));
  }

  /** One large file is more than a script can hold in memory. */
  private static Map<String, Double> beside(Path logs) throws Exception {
    Map<String, Double> others = new LinkedHashMap<>();
    others.put("gzip -dc s", run("find " + logs + " -type f | xargs gzip -dc").processor);
    others.put("python, parsed s", python("parse", logs));
    others.put("python, searched s", python("search", logs));
    return others;
  }

  private static double python(String kind, Path logs) throws Exception {
    Path python = Path.of("target", "bench", "hunters", "bin", "python");
    String command = python + " bench/hunt/hunt.py " + kind + " " + logs;
    return Files.exists(python) ? run(command).processor : Double.NaN;
  }

  private static String jq() {
    return " | jq -c '.Records[] | select(.eventName == \"CreateDBSecurityGroup\")'";
  }

  /** The most memory that a command held, in MB. */
  private static double memory(String command) throws Exception {
    Process process = new ProcessBuilder("bash", "-c", "exec " + command + " >/dev/null").start();
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    double most = 0;
    while (process.isAlive()) {
      try {
        Matcher held = HELD.matcher(Files.readString(status));
        most = held.find() ? Double.parseDouble(held.group(1)) / 1024 : most;
      } catch (IOException e) {
        break; // it has ended
      }
      Thread.sleep(5);
    }
    return most;
  }

  /**
   * The medians of a few rounds, in each of which every command has a turn: what else the machine
   * has to do then falls on all of them alike.
   */
  private static Map<String, Times> byTurns(String... commands) throws Exception {
    Map<String, List<Times>> runs = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (String command : commands) {
        runs.computeIfAbsent(command, _ -> new ArrayList<>()).add(run(command));
      }
    }
    Map<String, Times> medians = new LinkedHashMap<>();
    runs.forEach((command, of) -> medians.put(command, median(of)));
    return medians;
  }

  private static Times median(List<Times> runs) {
    return new Times(median(runs, Times::wall), median(runs, Times::processor));
  }

  private static double median(List<Times> runs, ToDoubleFunction<Times> what) {
    return runs.stream().mapToDouble(what).sorted().toArray()[runs.size() / 2];
  }

  private static Times run(String command) throws Exception {
    String timed = "TIMEFORMAT='times %R %U %S'; time { " + command + " >/dev/null; }";
    Process process = new ProcessBuilder("bash", "-c", timed).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher times = TIMES.matcher(output);
    if (process.waitFor() != 0 || !times.find()) {
      throw new IllegalStateException(command + " failed: " + output);
    }
    double processor = Double.parseDouble(times.group(2)) + Double.parseDouble(times.group(3));
    return new Times(Double.parseDouble(times.group(1)), processor);
  }

  private void write() throws IOException {
    Random random = new Random(8);
    write(ONE, 0, records, random);
    write(QUIET, 1, 2, random);
    write(MANY, USUAL, random);
    write(MOST, SMALL, random);
  }

  private void write(Path folder, int each, Random random) throws IOException {
    for (int file = 0; file < records / each; file++) {
      String name = "2026/02/%02d/%06d.json.gz".formatted(1 + file % 28, file);
      write(folder.resolve(name), file * each, (file + 1) * each, random);
    }
  }

  private void write(Path file, int from, int to, Random random) throws IOException {
    ObjectNode hit = detail("create-db-security-group");
    ObjectNode other = detail("assumed-role-mfa").putNull("responseElements"); // as of most calls
    other.withObject("/requestParameters").remove("dBSecurityGroupDescription");
    Files.createDirectories(file.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16);
        JsonGenerator json = JsonMapper.builder().build().createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("Records");
      for (int i = from; i < to; i++) {
        ObjectNode record = i % (records / HITS) == 0 ? hit : ordinary(other, random);
        json.writePOJO(record.put("eventID", new UUID(8, i).toString()));
      }
    }
  }

  private static ObjectNode ordinary(ObjectNode record, Random random) {
    String[] call = CALLS[random.nextInt(CALLS.length)].split(" ", -1);
    record.put("eventSource", call[0] + ".amazonaws.com").put("eventName", call[1]);
    record.put("requestID", new UUID(random.nextLong(), random.nextLong()).toString());
    record.put("sourceIPAddress", "198.51.100." + random.nextInt(256));
    return record;
  }

  private static ObjectNode detail(String sample) {
    return (ObjectNode) TestEvents.sample(sample).json().path("detail").deepCopy();
  }
}
