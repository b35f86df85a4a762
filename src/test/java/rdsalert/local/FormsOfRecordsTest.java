package rdsalert.local;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.local.CommandRun.timeless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rdsalert.testing.TestEvents;

/** Every form in which AWS hands records out, made up in its real shape around one call. */
class FormsOfRecordsTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectNode EVENT = (ObjectNode) TestEvents.matching("the-call").json();
  private static final ObjectNode RECORD = (ObjectNode) EVENT.path("detail");
  private static final String LOG = "{\"Records\":[" + RECORD + "]}";
  private static final String TEXT = quoted(RECORD.toString());

  @TempDir private Path folder = Path.of("");

  static Stream<Map.Entry<String, byte[]>> forms() {
    Map<String, byte[]> forms = new TreeMap<>();
    texts().forEach((name, text) -> forms.put(name, utf8(text)));
    forms.put("utf-16le", LOG.getBytes(StandardCharsets.UTF_16LE));
    forms.put("utf-16 with a mark", LOG.getBytes(StandardCharsets.UTF_16));
    forms.put("gzip", gzip(utf8(LOG)));
    forms.put("gzip in gzip", gzip(gzip(utf8(LOG))));
    forms.put("gzip, five times", gzipped(5));
    forms.put("twelve wrappers", utf8("{\"body\":".repeat(12) + EVENT + "}".repeat(12)));
    forms.put("tar", tar(utf8(LOG)));
    forms.put("tar.gz", gzip(tar(gzip(utf8(LOG)))));
    forms.put("zip", zip("logs/one.json.gz", gzip(utf8(LOG))));
    return forms.entrySet().stream();
  }

  private static Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    String subscription =
        "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"123456789012\",\"logGroup\":\"trail\","
            + "\"logStream\":\"s\",\"subscriptionFilters\":[\"f\"],\"logEvents\":"
            + "[{\"id\":\"1\",\"timestamp\":1770714867000,\"message\":"
            + TEXT
            + "}]}";
    String packed = Base64.getEncoder().encodeToString(gzip(utf8(subscription)));
    String sns =
        "{\"Type\":\"Notification\",\"MessageId\":\"m\",\"TopicArn\":\"t\",\"Message\":"
            + quoted(EVENT.toString())
            + ",\"Timestamp\":\"2026-02-10T09:14:27.000Z\",\"SignatureVersion\":\"1\"}";
    String body = "{\"messageId\":\"m\",\"receiptHandle\":\"r\",\"body\":%s,\"attributes\":{}}";
    texts.put("event", EVENT.toString());
    texts.put("record", RECORD.toPrettyString());
    texts.put("log file", LOG);
    texts.put("byte order mark", "\uFEFF" + LOG);
    texts.put("lines with carriage returns", RECORD.toPrettyString().replace("\n", "\r\n"));
    texts.put("array of log files", "[" + LOG + ",{\"Records\":[]}]");
    texts.put("log files one after another", "{\"Records\":[]}" + LOG);
    texts.put(
        "lookup-events",
        "{\"NextToken\":\"n\",\"Events\":[{\"EventId\":\"the-call\",\"EventName\":"
            + "\"CreateDBSecurityGroup\",\"Resources\":[],\"CloudTrailEvent\":"
            + TEXT
            + "}]}");
    texts.put("texts of lookup-events", "[" + TEXT + "]");
    texts.put("texts one after another", TEXT + "\n");
    texts.put(
        "on-failure message",
        "{\"version\":\"1.0\",\"requestContext\":{\"condition\":\"RetriesExhausted\"},"
            + "\"requestPayload\":"
            + EVENT
            + ",\"responseContext\":{\"statusCode\":200},\"responsePayload\":{}}");
    texts.put("sns", sns);
    texts.put("sqs", body.formatted(quoted(EVENT.toString())));
    texts.put("sns in sqs", body.formatted(quoted(sns)));
    texts.put("receive-message", "{\"Messages\":[{\"Body\":" + quoted(sns) + "}]}");
    texts.put("lambda batch of sqs", "{\"Records\":[" + body.formatted(quoted(sns)) + "]}");
    texts.put(
        "lambda batch of sns", "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":" + sns + "}]}");
    texts.put("pipe of sqs", "[" + body.formatted(quoted(EVENT.toString())) + "]");
    texts.put("cloudwatch logs subscription", subscription);
    texts.put("lambda of cloudwatch logs", "{\"awslogs\":{\"data\":\"" + packed + "\"}}");
    texts.put(
        "lambda batch of kinesis",
        "{\"Records\":[{\"kinesis\":{\"data\":\""
            + packed
            + "\"},\"eventSource\":\"aws:kinesis\",\"eventName\":\"aws:kinesis:record\"}]}");
    texts.put("firehose", "{\"records\":[{\"recordId\":\"1\",\"data\":\"" + packed + "\"}]}");
    texts.put("filter-log-events", "{\"events\":[{\"message\":" + TEXT + ",\"eventId\":\"3\"}]}");
    texts.put(
        "get-query-results of logs insights",
        "{\"results\":[[{\"field\":\"@timestamp\",\"value\":\"2026-02-10 09:14:27.000\"},"
            + "{\"field\":\"@message\",\"value\":"
            + TEXT
            + "},{\"field\":\"@ptr\",\"value\":\"Cp\"}]],\"status\":\"Complete\"}");
    texts.put("export of cloudwatch logs", "2026-02-10T09:14:27.000Z " + RECORD + "\n");
    texts.put("logs tail", "2026-02-10T09:14:27+00:00 " + RECORD + "\n");
    texts.put("logs tail, short", "2026-02-10T09:14:27 " + RECORD + "\n");
    texts.put(
        "logs tail, detailed and indented",
        "2026-02-10T09:14:27.000000+00:00 123456789012_CloudTrail_eu-central-1 "
            + RECORD.toPrettyString());
    texts.put("logs insights", "@timestamp,@message\n2026-02-10 09:14:27.000," + cell(RECORD));
    texts.put(
        "lake as json",
        "{\"QueryStatus\":\"FINISHED\",\"QueryResultRows\":[[{\"eventID\":"
            + "\"the-call\"},{\"eventJson\":"
            + TEXT
            + "}]]}");
    texts.put("lake as csv", "eventJson\n" + cell(RECORD) + "\n");
    texts.put("athena as csv", athena(RECORD));
    texts.put("athena as csv, a corrected record", athena(corrected()));
    texts.put("athena as json", athenaJson());
    texts.put("4 KB of blanks before it", " \n".repeat(2_048) + LOG);
    return texts;
  }

  @ParameterizedTest
  @MethodSource("forms")
  void holdsOneCall(Map.Entry<String, byte[]> form) throws IOException {
    Path file = Files.write(folder.resolve("it"), form.getValue());

    CommandRun run = CommandRun.of("run", "--json", file.toString());
    CommandRun explained = CommandRun.of("explain", file.toString());

    assertThat(run.err()).contains("1 event: 1 alerted\n").doesNotContain("rdsalert: ");
    assertThat(run.out()).contains("\"eventId\":\"the-call\"");
    assertThat(explained.out()).contains("  matched: AWS RDS Security Group Creation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json"})
  void readsWhatAthenaMadeOfARecordAsTheRecord(String form) throws IOException {
    Path file =
        Files.writeString(folder.resolve("it"), form.equals("csv") ? athena(RECORD) : athenaJson());
    Path plain = Files.writeString(folder.resolve("plain"), RECORD.toString());

    String email = CommandRun.of("run", "--format", "email", file.toString()).out();

    assertThat(timeless(email)).isEqualTo(timeless(CommandRun.of("run", plain.toString()).out()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"awsAccountId":"123456789012","digestStartTime":"2026-02-10T18:36:49Z","logFiles":[]} | a digest file
          {"region":"us-east-1","files":[{"fileName":"result_1.csv.gz"}],"hashSignature":"7664"} | a sign file of CloudTrail Lake's
          {"Records":[{"eventType":"AwsCloudTrailInsight","insightDetails":{"eventName":"X"}}]}  | an Insight record
          {"Records":[{"eventName":"CreateDBSecurityGroup","insightDetails":{"state":"Start"}}]} | an Insight record
          {"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"example","HostId":"x"}         | a test of S3's
          {"s3Bucket":"example","s3ObjectKey":["AWSLogs/x.json.gz"]}                             | a notice of a log file
          {"fileVersion":"1.0","configSnapshotId":"x","configurationItems":[]}                   | a file of AWS Config's
          {"Message":"{\\"Records\\":[]}"}                                                         | an empty list
          Permission Check Successful                                                            | the test file of an export
          {"detail-type":"Scheduled Event","source":"aws.events","detail":{}}                    | an event of EventBridge's
          {"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{}}]}         | a notification of S3's
          {"messageType":"CONTROL_MESSAGE","logEvents":[{"message":"CWL CONTROL MESSAGE: x"}]}   | a control message
          """)
  void skipsAndCountsWhatIsNoCall(String text, String what) throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), text);

    CommandRun run = CommandRun.of("run", file.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("no call: " + file + ": " + what)
        .contains("0 events read; beside them 1 value of AWS's that is no call");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"Findings":[{"Id":"x"}]}                                            | no call was found
          {"Records":[{"message":"some words"}]}                               | a text that is no JSON
          {"result":{"_raw":"{\\"eventName\\":\\"x\\"}"}}                      | no call was found
          {"ResultSet":{"Rows":[{"Data":[{"VarCharValue":"{}"}]}]}}            | these rows of Athena's have no line of names
          {"eventID":"x","eventTime":"","eventSource":"","eventName":"","awsRegion":"","errorCode":"","errorMessage":"","requestParameters":"","responseElements":"","userIdentity":"{type=IAMUser, userName=a}b, arn=c}"} | its userIdentity cannot be read
          {"eventID":"x","eventTime":"","eventSource":"","eventName":"","awsRegion":"","errorCode":"","errorMessage":"","requestParameters":"","responseElements":"","userIdentity":"{type=IAMUser"} | its userIdentity cannot be read
          2026-02-10T09:14:27.000Z some words                                  | not JSON: Unrecognized token 'some'
          """)
  void saysSoIfItDoesNotUnderstandAValue(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("odd"), text);

    CommandRun run = CommandRun.of("run", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("rdsalert: " + file).contains(message);
    assertThat(run.out()).endsWith("0 events read\n");
  }

  static Stream<Map.Entry<String, byte[]>> tooDeep() {
    String bomb = Base64.getEncoder().encodeToString(gzip(new byte[32 << 20]));
    return Stream.of(
        Map.entry(": is packed more than 5 times; unpack it first", gzipped(6)),
        Map.entry(
            ": too many wrappers, one in another",
            utf8("{\"body\":".repeat(13) + EVENT + "}".repeat(13))),
        Map.entry(
            ": a text in it is not what it seems: it is larger than 32 MB, unpacked",
            utf8("{\"awslogs\":{\"data\":\"" + bomb + "\"}}")));
  }

  @ParameterizedTest
  @MethodSource("tooDeep")
  void doesNotUnpackWhatWasPackedToDoHarm(Map.Entry<String, byte[]> packed) throws IOException {
    Path file = Files.write(folder.resolve("it"), packed.getValue());

    CommandRun run = CommandRun.of("run", file.toString());

    assertThat(run.err()).isEqualTo("rdsalert: " + file + packed.getKey() + "\n");
    assertThat(run.out()).endsWith("0 events read\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectRemoved\",\"s3\":{}}",
        "{\"eventName\":\"Other\",\"insightDetails\":{\"state\":\"Start\"}}"
      })
  void countsAsNoCallWhatHasANameOfNoInterest(String record) throws IOException {
    Path file = Files.writeString(folder.resolve("log"), "{\"Records\":[" + record + "]}");

    assertThat(CommandRun.of("run", "--json", file.toString()).err())
        .isEqualTo("0 events read; beside them 1 value of AWS's that is no call\n");
  }

  @Test
  void countsSeveralThatAreNoCalls() throws IOException {
    String digest = "{\"digestStartTime\":\"2026-02-10T18:36:49Z\"}";
    Path file = Files.writeString(folder.resolve("digests"), digest + digest);

    assertThat(CommandRun.of("run", file.toString()).out())
        .endsWith("0 events read; beside them 2 values of AWS's that are no calls\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PAR1abc                                               | this looks like Parquet: export it as JSON
          ORC abc                                               | this looks like ORC: export it as JSON
          <?xml version="1.0"?><Error><Code>AccessDenied</Code> | this looks like XML or HTML
          Event name,Event time,User name,Event source          | this looks like Event history's table: download it as JSON
          eventid,eventname,eventtime                           | this looks like a table without the column eventSource: select all
          some words                                            | is neither JSON nor a table of CloudTrail records; export it as JSON
          """)
  void saysWhatItLooksLikeIfItCannotBeRead(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("odd"), text);

    CommandRun run = CommandRun.of("run", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("rdsalert: " + file + ": " + message).hasLineCount(1);
  }

  @Test
  void saysThatAnExcelFileIsOne() throws IOException {
    Path file = Files.write(folder.resolve("a.xlsx"), zip("[Content_Types].xml", utf8("<x/>")));

    assertThat(CommandRun.of("run", file.toString()).err())
        .isEqualTo("rdsalert: " + file + ": this looks like an Excel file: save it as CSV\n");
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }

  private static String cell(JsonNode value) {
    return "\"" + value.toString().replace("\"", "\"\"") + "\"";
  }

  /** The columns of AWS's own table. */
  private static final List<String> COLUMNS =
      List.of(
          ("eventversion useridentity eventtime eventsource eventname awsregion sourceipaddress"
                  + " useragent errorcode errormessage requestparameters responseelements"
                  + " additionaleventdata requestid eventid readonly resources eventtype apiversion"
                  + " recipientaccountid serviceeventdetails sharedeventid vpcendpointid"
                  + " vpcendpointaccountid eventcategory addendum sessioncredentialfromconsole"
                  + " edgedevicedetails tlsdetails")
              .split(" ", -1));

  /** A cell as Athena writes it: of kinds of its own, and texts of JSON; none for what is null. */
  private static Optional<String> athena(JsonNode record, String column) {
    return record
        .propertyStream()
        .filter(field -> field.getKey().toLowerCase(Locale.ROOT).equals(column))
        .filter(field -> !field.getValue().isNull())
        .map(
            field ->
                List.of("useridentity", "addendum", "tlsdetails").contains(column)
                    ? struct(field.getValue()).replace(", arn=", ", invokedby=null, arn=")
                    : field.getValue().isTextual()
                        ? field.getValue().asText()
                        : field.getValue().toString())
        .findFirst();
  }

  private static ObjectNode corrected() {
    ObjectNode corrected = RECORD.deepCopy();
    corrected
        .putObject("addendum")
        .put("reason", "UPDATED_DATA")
        .put("updatedFields", "responseElements, errorCode")
        .put("originalRequestID", "r")
        .put("originalEventID", "e");
    return corrected;
  }

  private static String struct(JsonNode object) {
    return object
        .propertyStream()
        .map(
            field ->
                field.getKey().toLowerCase(Locale.ROOT)
                    + "="
                    + (field.getValue().isObject()
                        ? struct(field.getValue())
                        : field.getValue().asText()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String athena(JsonNode record) {
    return COLUMNS.stream().map(FormsOfRecordsTest::csv).collect(Collectors.joining(","))
        + COLUMNS.stream()
            .map(column -> athena(record, column).map(FormsOfRecordsTest::csv).orElse(""))
            .collect(Collectors.joining(",", "\n", "\n"));
  }

  private static String csv(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  private static String athenaJson() {
    ArrayNode names = JSON.arrayNode();
    ArrayNode values = JSON.arrayNode();
    for (String column : COLUMNS) {
      names.addObject().put("VarCharValue", column);
      ObjectNode value = values.addObject();
      athena(RECORD, column).ifPresent(text -> value.put("VarCharValue", text));
    }
    ObjectNode results = JSON.objectNode();
    ArrayNode rows = results.putObject("ResultSet").putArray("Rows");
    rows.addObject().set("Data", names);
    rows.addObject().set("Data", values);
    return results.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Something that wraps a stream. */
  private interface Packer {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] plain, Packer packer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = packer.over(out)) {
      packed.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] plain) {
    return packed(plain, GZIPOutputStream::new);
  }

  private static byte[] gzipped(int times) {
    byte[] bytes = utf8(LOG);
    for (int i = 0; i < times; i++) {
      bytes = gzip(bytes);
    }
    return bytes;
  }

  private static byte[] zip(String name, byte[] plain) {
    return packed(
        plain,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.putNextEntry(new ZipEntry(name));
          return zip;
        });
  }

  private static byte[] tar(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry entry = new TarArchiveEntry("logs/one");
      entry.setSize(plain.length);
      tar.putArchiveEntry(entry);
      tar.write(plain);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
