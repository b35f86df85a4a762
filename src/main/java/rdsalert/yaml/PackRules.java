package rdsalert.yaml;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import rdsalert.rule.InvalidRuleException;
import rdsalert.rule.RuleCatalog;

/** Part of the build: makes JSON of the rules, and refuses one that is wrong. */
final class PackRules {
  private PackRules() {}

  /** Is given the folder of the rules, and the one of the package, which is on the class path. */
  public static void main(String[] folders) throws IOException {
    try {
      pack(Path.of(folders[0]), Files.createDirectories(Path.of(folders[1])));
    } catch (InvalidRuleException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  static void pack(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(to)) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from, "*.yaml")) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        Files.writeString(to.resolve(name + ".json"), json(name, file));
      }
    }
    for (String rule : RuleCatalog.files()) {
      RuleCatalog.read(rule, Files.readString(from.resolve(rule)), YamlFile::read);
    }
  }

  private static String json(String name, Path file) throws IOException {
    try {
      return YamlFile.read(Files.readString(file)).json().toString();
    } catch (IllegalArgumentException e) {
      throw new InvalidRuleException("rule " + name + ": " + e.getMessage(), e);
    }
  }
}
