package rdsalert.yaml;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import rdsalert.rule.RuleCatalog;

/** Part of the build: makes JSON of the rules, and refuses one that is wrong. */
final class PackRules {
  private PackRules() {}

  /** Is given the folder of the rules, and the one of the package, which is on the class path. */
  public static void main(String[] folders) throws IOException {
    try {
      pack(Path.of(folders[0]), Files.createDirectories(Path.of(folders[1])));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  static void pack(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from, "*.yaml")) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        write(to.resolve(name + ".json"), json(name, file));
      }
    }
    for (String rule : RuleCatalog.files()) {
      RuleCatalog.read(rule, Files.readString(from.resolve(rule)), YamlFile::read);
    }
  }

  /** In one step, and only what is new: another build or a test may be reading the file. */
  private static void write(Path file, String json) throws IOException {
    if (Files.notExists(file) || !Files.readString(file).equals(json)) {
      Path whole = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), json);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static String json(String name, Path file) throws IOException {
    try {
      return YamlFile.read(Files.readString(file)).json().toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("rule " + name + ": is not UTF-8: save it as UTF-8", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("rule " + name + ": " + e.getMessage(), e);
    }
  }
}
