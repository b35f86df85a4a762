package rdsalert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.yaml.YamlFile;

/** A rule file is used whole, or refused with a message that names file, line and fault. */
class RuleReaderTest {
  private static final Path FILE =
      Path.of("src/main/resources/rdsalert/rules/rds-db-security-group-created.yaml");

  @Test
  void readsAFileThatIsInOrder() throws IOException {
    assertThat(read(file()).id()).isEqualTo("378f9024-8a0c-46a5-aa08-ce147ac73a4e");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``        | the file is empty
          null      | line 1: must be a map
          nonsense  | line 1: must be a map
          []        | line 1: must be a map
          a: [1     | not YAML
          """)
  void refusesWhatIsNoRule(String yaml, String fault) {
    assertRefused(yaml, fault);
  }

  /** What stands in the file, what stands there instead, and what is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          severity: low      | severty: low           | line 6: severty: is not known here; known are attack,
          severity: low      | severity: grave        | line 6: severity: must be one of low, medium, high, critical but is grave
          name: AWS          | id: AWS                | line 3: 'id' stands here twice
          risk: 21           | risk: 101              | line 7: risk: must be a whole number from 0 to 100 but is 101
          risk: 21           | risk: much             | line 7: risk: must be a whole number from 0 to 100 but is much
          TA0003/T1136.003   | T1136                  | line 8: attack: 'T1136' is not a tactic and a technique
          TA0003/T1136.003   | TA0003/T9999           | line 8: attack: T9999 is not in attack.yaml
          TA0003/T1136.003   | TA0010/T1136.003       | line 8: attack: T1136 is in attack.yaml not of this tactic: Create Account, TA0003
          TA0003/T1136.003   | TA0010/T1133           | line 8: attack: T1133 is in attack.yaml not of this tactic: External Remote Services, TA0001, TA0003
          pack: core         | pack: cor              | line 5: pack: must be one of core, database-exposure, self but is cor
          id: 378f9024-8a0c-46a5-aa08-ce147ac73a4e | id: db-born-public | line 2: id: db-born-public is that of db-born-public.yaml: give it one of its own
          version: 207       | version:               | version: must be a text
          version: 207       | version: 0             | version: must be a whole number from 1 to 10000 but is 0
          version: 207       | version: -3            | version: must be a whole number from 1 to 10000 but is -3
          version: 207       | version: 1024.5        | version: must be a whole number from 1 to 10000 but is 1024.5
          version: 207       | version: 0x1F          | version: must be a whole number from 1 to 10000 but is 0x1F
          risk: 21           | risk: 00               | line 7: risk: must be a whole number from 0 to 100 but is 00
          source: [aws.rds]  | source: []             | must list 'source' and 'detail.eventName'
          source: [aws.rds]  | source: aws.rds        | must list 'source' and 'detail.eventName'
          source: [aws.rds]  | source: [{prefix: aws.}] | must list 'source' and 'detail.eventName' in plain words
          [CreateDBSecurityGroup] | [{prefix: Create}] | must list 'source' and 'detail.eventName' in plain words
          {suffix: /0}       | {sufix: /0}            | not a valid event pattern
          {actor} created {a group} | {actor} created {a grup} | title: {grup} is no fact of this rule; facts are access,
          tags {tags};       | tags {tgs};            | show.GROUP: {tgs} is no fact
          tags {tags};       | tags {tags;            | has a brace that belongs to no {slot}
          GROUP: >-          | group: >-              | a label is a word of 3 to 8 capitals
          [group-now]        | [group-then]           | [group-then] is neither a command of this rule nor one that every rule has
          - $rights          | - $rites               | $rites is not in steps.yaml; there are address,
          "{ranges}"}        | "x {ranges}"}          | a value is one {fact} and nothing else, or has no braces
          "{members.eC2SecurityGroupId}" | "{members}" | commands.revoke-members.with.EC2SecurityGroupId: {members} has fields and no text of its own: name one, {members.FIELD}
          "{ranges}"}        | "{ranges.cIDRIP}"} | {ranges} has no fields: leave out '.cIDRIP'
          CIDRIP: CIDR       | "CIDR IP": CIDR        | is no name of a parameter in AWS's API
          "{ranges}"}        | datenbank-größe}       | line 90: commands.revoke-range.with.CIDRIP: must be printable ASCII
          for-each: members  | for-each: membrs       | {membrs} is no fact of this rule
          for-each: members  | at-most: 2             | at-most: is not known here; known are aws, for-each, otherwise, query, with
          "[all-groups]"     | "[group-now]"          | [group-now] is no command further below
          aws: rds delete-db-security-group | aws: rds | must be a service and an operation of the AWS CLI
          bearing: better    | bearing: good          | must be one of worse, neutral, better but is good
          name: group        | name: grup             | resource.name: {grup} is no fact
          at: [responseElements.dBSecurityGroupName | at: [responseElements..x | is not names with dots between them
          at: [responseElements.dBSecurityGroupName | at: [detail.responseElements.x | 'detail' is no field of a CloudTrail record; there are addendum,
          at: [responseElements.dBSecurityGroupName | at: [detail       | 'detail' is no field of a CloudTrail record; there are addendum,
          at: [responseElements.dBSecurityGroupName | at: [responsElements.x | 'responsElements' is no field of a CloudTrail record
          eventSource: [rds  | eventSorce: [rds       | line 24: pattern: 'eventSorce' is no field of a CloudTrail record
          when: {detail: {responseElements: {ownerId: [{exists: true}]}}} | when: {responseElements: {ownerId: [{exists: true}]}} | facts.empty.when: 'responseElements' is no field of an event (those of the record stand in 'detail')
          {responseElements: {ownerId | {responsElements: {ownerId | facts.empty.when: 'responsElements' is no field
          title: "{actor} created {a group}" | title: "" | title: must be a text
          asked-name: {at    | asked-name: {att       | facts.asked-name.att: is not known here
          asked-name: {      | actor: {               | not one that every call has
          asked-name: {at    | asked-name: {say: x, at | facts.asked-name.say: is not known here; known are at, is, longest, short
          asked-name: {at    | asked-name: {each: tags, at | facts.asked-name.at: is not known here; known are each, is,
          otherwise: "[all-groups]" | otherwise: "[all-groups] [group-now]" | otherwise: names one command at most
          otherwise: "[all-groups]" | otherwise: "See {group}. [all-groups]" | otherwise: has no slots
          {key} = {value}    | {key..x} = {value}     | 'key..x' is not names with dots between them
          attack: TA0003/T1136.003 | attack: []       | attack: must be a list that is not empty
          [ranges], ec2      | [], ec2                | address_ranges: must be a list that is not empty
          [ranges], ec2      | [ranges, members], ec2 | address_ranges: must be one fact
          in: [group, asked-name, purpose, tags] | in: [] | in: must be a list that is not empty
          undone-by          | outcome: maybe # x     | outcome: must be one of success, any but is maybe
          """)
  void namesLineAndFault(String wrong, String instead, String fault) throws IOException {
    String file = file();
    assertThat(file).contains(wrong);

    assertRefused(
        file.replaceFirst(Pattern.quote(wrong), Matcher.quoteReplacement(instead)), fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "name",
        "version",
        "severity",
        "risk",
        "attack",
        "description",
        "pattern",
        "title",
        "guide",
        "false-positives"
      })
  void refusesAFileWithout(String key) throws IOException {
    String without = file().replaceFirst("(?m)^" + key + ":", "undone-by: [X]\nx-" + key + ":");
    assertRefused(
        without.replace("undone-by: [X]\nx-" + key + ":", key + "x:"), "is not known here");
    assertRefused(
        file().replaceFirst("(?m)^" + key + ":.*(\\n[ #-].*|\\n)*", "\n"),
        "'" + key + "' is missing");
  }

  @Test
  void readsARuleThatFollowsNoOtherAndHasSeveralTechniques() throws IOException {
    String yaml =
        file()
            .replaceFirst("(?m)^follows:.*(\\n[ #].*)*", "")
            .replace("TA0003/T1136.003", "[TA0003/T1136, TA0003/T1136.003]");

    DetectionRule rule = read(yaml);

    assertThat(rule.rating().attacks().getFirst().subtechnique()).isNull();
    assertThat(rule.rating().attackWords()).isEqualTo("ATT&CK TA0003, T1136; TA0003, T1136.003");
  }

  @Test
  void asksForACallThatSucceededUnlessARuleSaysOtherwise() throws IOException {
    assertThat(read(file()).pattern().json().path("detail").has("errorCode")).isTrue();
    assertThat(read("outcome: any\n" + file()).pattern().json().path("detail").has("errorCode"))
        .isFalse();
  }

  /** What stands beside source and detail, or in detail, and what is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          account: ["123456789012"]                         | pattern.account: is not known here; known are detail, source
          outcome: any                                      | pattern.outcome: is not known here
          detail-type: [AWS Console Sign In via CloudTrail] | pattern.detail-type: is not known here
          $or: [{account: [x]}, {region: [y]}]              | pattern.$or: is not known here
          `  errorCode: [AccessDenied]`                     | pattern: errorCode and errorMessage need 'outcome: any'
          `  $or: [{errorCode: [x]}, {errorMessage: [y]}]`  | pattern: errorCode and errorMessage need 'outcome: any'
          """)
  void dropsNoPartOfAPatternInSilence(String part, String fault) throws IOException {
    String detail = "    eventSource: [rds.amazonaws.com]\n";
    String before = part.startsWith(" ") ? detail : "pattern:\n";

    assertRefused(file().replace(before, before + "  " + part + "\n"), fault);
  }

  @Test
  void refusesWordsWithoutTheFactsToLookForThemIn() throws IOException {
    String signal = "signals:\n  - {id: x, bearing: worse, say: X., words: [x]}\n";

    assertRefused(file().replaceFirst("signals:\n", signal), "'words' and 'in' go together");
  }

  @Test
  void refusesARuleWithoutAHarmlessCause() throws IOException {
    String causes = "(?m)^false-positives:.*(\\n[ #-].*|\\n)*";

    assertRefused(
        file().replaceFirst(causes, "false-positives: []\n"),
        "false-positives: must be a list that is not empty");
  }

  @Test
  void refusesAQueryOfSeveralLines() throws IOException {
    String query =
        "query: |\n      DBSecurityGroups[].\n      EC2SecurityGroups\n    for-each: members";

    assertRefused(
        file().replaceFirst("for-each: members", query),
        "query: must be printable ASCII in one line: write it without line breaks (>- folds them)");
  }

  @Test
  void refusesAFileWithoutAnEndOrNearlySo() throws IOException {
    String deep = "lists and maps are nested too deeply, or hold themselves";

    assertRefused("references: &a [*a]\n" + file().replace("references:", "x:"), deep);
    assertRefused("x: " + "[".repeat(100_000) + "]".repeat(100_000), deep);
  }

  @Test
  void refusesAPatternOfVeryManyAlternatives() throws IOException {
    String groups =
        IntStream.range(0, 24)
            .mapToObj(i -> "f" + i + ": {$or: [{a: [1]}, {b: [2]}]}")
            .collect(Collectors.joining(", ", "    requestParameters: {", "}\n    eventName:"));

    assertRefused(
        file().replaceFirst("    eventName:", Matcher.quoteReplacement(groups)),
        "pattern: it has more than 1,000 alternatives");
  }

  @Test
  void refusesTwoRulesOfOneId() throws IOException {
    DetectionRule rule = read(file());

    assertThatThrownBy(() -> RuleCatalog.of(List.of(rule, rule)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two rules share the id 378f9024-8a0c-46a5-aa08-ce147ac73a4e");
  }

  @Test
  void refusesToWatchForNothing() {
    assertThatThrownBy(() -> RuleCatalog.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no rule");
  }

  private static void assertRefused(String yaml, String fault) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rule " + FILE + ": ")
        .hasMessageContaining(fault)
        .hasMessageNotContaining("\n");
  }

  private static DetectionRule read(String yaml) {
    return RuleCatalog.read(FILE.toString(), yaml, YamlFile::read);
  }

  private static String file() throws IOException {
    return Files.readString(FILE);
  }
}
