package rdsalert.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rdsalert.briefing.ActorPhrase;
import rdsalert.briefing.Alert;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.Briefing.Call;
import rdsalert.command.AwsCommand;
import rdsalert.event.ManagementEvent;
import rdsalert.rule.Report.Guide;

/** Commands are pasted as the email shows them, into a real shell that has only stubs to run. */
class PastedCommandsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> CANARIES =
      List.of("rm", "id", "reboot", "whoami", "curl", "sh", "touch", "cat", "env", "printenv");

  private static final Path RECORDER = Path.of("src/test/resources/hostile/record-arguments.sh");

  private record Expected(String operation, String parameter, String text) {}

  @TempDir Path folder = Path.of("");

  @Test
  void passEachTextAsExactlyOneArgument() throws Exception {
    List<String> pasted = new ArrayList<>();
    List<List<Expected>> expected = new ArrayList<>();
    for (String text : HostileCorpus.strings()) {
      for (Alert alert : HostileCorpus.alerts(text).toList()) {
        String email = Message.of(alert, SampleAlerts.sent(alert)).email();
        pasted.add(commands(email));
        expected.add(expected(alert));
      }
    }
    List<List<List<String>>> ran = run(pasted);
    assertThat(ran).hasSameSizeAs(pasted);
    int checked = 0;
    for (int i = 0; i < ran.size(); i++) {
      for (Expected one : expected.get(i)) {
        assertThat(passed(ran.get(i), one))
            .as("%s in\n%s", one, pasted.get(i))
            .contains(one.text());
        checked++;
      }
    }
    assertThat(checked).as("texts that a command carries").isGreaterThan(3000);
  }

  private static List<Expected> expected(Alert alert) {
    List<Expected> all = new ArrayList<>();
    ManagementEvent event = alert.event();
    Set<String> named = commandsOfSteps(alert.rule().guide());
    ofRule(all, named, Briefing.of(alert).call());
    ActorPhrase actor = ActorPhrase.of(event.actor(), event.eventTime());
    if (named.contains("actor-policies")) {
      add(
          all,
          "list-attached-user-policies",
          "UserName",
          actor.kind() == ActorPhrase.Kind.USER ? actor.name() : null);
      add(all, "list-attached-role-policies", "RoleName", actor.isRole() ? actor.name() : null);
    }
    if (named.contains("calls-by-actor") && !actor.isNamedByService()) {
      add(all, "lookup-events", "Username", actor.trailName());
    }
    if (named.contains("calls-by-key")) {
      add(all, "lookup-events", "AccessKeyId", event.actor().accessKeyId());
    }
    return all;
  }

  /** Other commands are there only if one of these is not. */
  private static Set<String> commandsOfSteps(Guide guide) {
    return Stream.concat(guide.investigate().stream(), guide.respond().stream())
        .flatMap(step -> step.commands().stream())
        .collect(Collectors.toSet());
  }

  /** Every parameter of a rule's own commands that is exactly one fact. */
  private static void ofRule(List<Expected> all, Set<String> named, Call call) {
    call.rule()
        .guide()
        .commands()
        .forEach(
            (name, command) -> {
              if (named.contains(name) && command.each() == null && command.with().size() == 1) {
                command
                    .with()
                    .forEach(
                        (parameter, value) -> {
                          String fact = value.asText().replaceAll("[{}]", "");
                          add(all, command.operation(), parameter, call.facts().text(fact));
                        });
              }
            });
  }

  private static void add(
      List<Expected> all, String operation, String parameter, @Nullable String text) {
    if (text != null && AwsCommand.carries(text)) {
      all.add(new Expected(operation, parameter, text));
    }
  }

  /** The commands of an email, as somebody would select them, continued lines and all. */
  static String commands(String email) {
    StringBuilder commands = new StringBuilder();
    boolean goesOn = false;
    for (String line : email.lines().toList()) {
      if (goesOn || line.startsWith("    aws ")) {
        commands.append(line).append('\n');
        goesOn = line.endsWith(" \\");
      }
    }
    return commands.toString();
  }

  private List<List<List<String>>> run(List<String> pasted) throws Exception {
    Path stubs = Files.createDirectory(folder.resolve("bin"));
    Path canary = folder.resolve("canary");
    for (String name : CANARIES) {
      Path stub = stubs.resolve(name);
      Files.writeString(stub, "#!/bin/sh\necho " + name + " >> " + canary + "\n");
      assertThat(stub.toFile().setExecutable(true)).isTrue();
    }
    StringBuilder script = new StringBuilder(Files.readString(RECORDER));
    pasted.forEach(commands -> script.append(commands).append("next_email\n"));
    Path file = Files.writeString(folder.resolve("pasted.sh"), script);
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    ProcessBuilder shell = new ProcessBuilder("/bin/sh", file.toString());
    shell.environment().clear();
    shell.environment().put("PATH", stubs.toString());
    Process process =
        shell
            .directory(stubs.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(errors)).isEmpty();
    assertThat(canary).as("a text was run as a program").doesNotExist();
    assertThat(stubs.toFile().list()).containsExactlyInAnyOrderElementsOf(CANARIES);
    assertThat(process.exitValue()).isZero();
    return emails(new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
  }

  private static List<List<List<String>>> emails(String output) {
    return Stream.of(output.split("\002\0", -1))
        .filter(email -> !email.isEmpty())
        .map(email -> Stream.of(email.split("\001\0", -1)).map(PastedCommandsTest::words).toList())
        .toList();
  }

  private static List<String> words(String command) {
    return List.of(command.split("\0", -1));
  }

  /** What the program got for a parameter, from an option or from the JSON. */
  private static List<String> passed(List<List<String>> commands, Expected wanted)
      throws IOException {
    List<String> values = new ArrayList<>();
    for (List<String> words : commands) {
      if (words.size() > 1 && words.get(1).equals(wanted.operation())) {
        for (int i = 2; i + 1 < words.size(); i++) {
          addValue(values, words.get(i), words.get(i + 1), wanted.parameter());
        }
      }
    }
    return values;
  }

  private static void addValue(List<String> values, String option, String value, String parameter)
      throws IOException {
    if (option.equals("--cli-input-json")) {
      JsonNode json = JSON.readTree(value);
      JsonNode lookUp = json.at("/LookupAttributes/0");
      if (lookUp.path("AttributeKey").asText().equals(parameter)) {
        values.add(lookUp.path("AttributeValue").asText());
      }
      if (json.has(parameter)) {
        values.add(json.get(parameter).textValue());
      }
    } else if (option.equals("--lookup-attributes")) {
      String start = "AttributeKey=" + parameter + ",AttributeValue=";
      if (value.startsWith(start)) {
        values.add(value.substring(start.length()));
      }
    } else if (option.replace("-", "").equalsIgnoreCase(parameter)) {
      values.add(value);
    }
  }
}
