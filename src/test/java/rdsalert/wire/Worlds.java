package rdsalert.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The worlds of a test class, one for each setup, so that its tests share machines. */
final class Worlds implements AfterAllCallback {
  private final Map<Setup, World> worlds = new HashMap<>();
  private final List<Path> folders = new ArrayList<>();

  /** A world at its beginning. */
  World of(Setup setup) throws Exception {
    World world = worlds.get(setup);
    if (world == null) {
      world = new World(folder(), setup);
      worlds.put(setup, world);
    }
    world.begin();
    return world;
  }

  /** Sweeps until there is nothing left to do, and judges what has happened. */
  static Story judged(World world, List<SampleCall> expected) throws Exception {
    world.rest();
    Story story = Story.of(world, expected);
    assertThat(Judge.judge(story)).as("%s", story.tell()).isEmpty();
    return story;
  }

  private Path folder() throws IOException {
    Path folder = Files.createTempDirectory(Path.of("target"), "wire").toAbsolutePath();
    folders.add(folder);
    return folder;
  }

  /** What machines unpack has twenty megabytes for each world. */
  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    worlds.values().forEach(World::close);
    for (Path folder : folders) {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }
}
