package rdsalert.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules that come with the function: every JSON file in the resource folder {@code
 * rdsalert/rules}.
 */
public final class RuleCatalog {
  private static final String FOLDER = "/rdsalert/rules";

  private final List<DetectionRule> rules;

  private RuleCatalog(List<DetectionRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Reads all packaged rules.
   *
   * @throws InvalidRuleException if one cannot be read; the message names the file and the fault
   */
  public static RuleCatalog packaged() {
    List<DetectionRule> rules = new ArrayList<>();
    for (String file : packagedFiles()) {
      try (InputStream in = RuleCatalog.class.getResourceAsStream(FOLDER + "/" + file)) {
        rules.add(read(file, in == null ? InputStream.nullInputStream() : in));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read rule " + file, e);
      }
    }
    return of(rules);
  }

  /**
   * Takes the given rules, in this order.
   *
   * @throws InvalidRuleException if there is none, or two share an id
   */
  public static RuleCatalog of(List<DetectionRule> rules) {
    if (rules.isEmpty()) {
      throw new InvalidRuleException("there is no rule in " + FOLDER);
    }
    Set<String> ids = new HashSet<>();
    for (DetectionRule rule : rules) {
      if (!ids.add(rule.id())) {
        throw new InvalidRuleException("two rules share the id " + rule.id());
      }
    }
    return new RuleCatalog(rules);
  }

  /**
   * Reads one rule.
   *
   * @param file its name, for messages
   * @throws InvalidRuleException if it is not a rule; the message names the file and the fault
   */
  public static DetectionRule read(String file, InputStream json) {
    return RuleFile.read(file, json);
  }

  /** All rules, ordered by file name. */
  public List<DetectionRule> rules() {
    return rules;
  }

  /** The rule with an id, empty if there is none. */
  public Optional<DetectionRule> find(String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** The names of the packaged files, sorted. */
  static List<String> packagedFiles() {
    URL folder = RuleCatalog.class.getResource(FOLDER);
    if (folder == null) {
      throw new InvalidRuleException("the resource folder " + FOLDER + " is missing");
    }
    try {
      URI uri = folder.toURI();
      if (!"jar".equals(uri.getScheme())) {
        return jsonFiles(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return jsonFiles(jar.getPath(FOLDER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the rules", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a resource has no valid address: " + folder, e);
    }
  }

  private static List<String> jsonFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .toList();
    }
  }
}
