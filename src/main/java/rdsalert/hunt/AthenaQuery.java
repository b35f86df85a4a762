package rdsalert.hunt;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Selects calls from a table of CloudTrail's logs in Athena. Such a table has a column for each
 * part of a record, in small letters; the query puts the record together again, as JSON with
 * CloudTrail's own names.
 */
public final class AthenaQuery {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  private static final WantedCalls.Terms TERMS =
      new WantedCalls.Terms(
          "eventsource",
          "eventname",
          "coalesce(errorcode, '') = '' AND coalesce(errormessage, '') = ''",
          "(coalesce(errorcode, '') <> '' OR coalesce(errormessage, '') <> '')");

  /** Columns that hold text. */
  private static final List<String> TEXTS =
      List.of(
          "eventVersion",
          "eventTime",
          "eventSource",
          "eventName",
          "awsRegion",
          "sourceIPAddress",
          "userAgent",
          "errorCode",
          "errorMessage",
          "requestID",
          "eventID",
          "eventType",
          "apiVersion",
          "recipientAccountId",
          "sharedEventID",
          "vpcEndpointId");

  /** Columns that hold JSON as text. */
  private static final List<String> JSON =
      List.of(
          "requestParameters",
          "responseElements",
          "additionalEventData",
          "serviceEventDetails",
          "readOnly");

  private static final List<String> NEWER_TEXTS =
      List.of("vpcEndpointAccountId", "eventCategory", "sessionCredentialFromConsole");

  private final WantedCalls wanted;
  private final Span span;

  public AthenaQuery(WantedCalls wanted, Span span) {
    this.wanted = wanted;
    this.span = span;
  }

  /**
   * From a table as AWS's guide makes it today.
   *
   * @param day the column by which it is partitioned, {@code 2026/01/31}
   */
  public String of(String table, String day) {
    return sql(table, false, span.ofFolder(Sql.name(named("a column", day))));
  }

  /** From a table of the time before 2022: fewer columns, and no partitions that are known. */
  public String ofOlder(String table) {
    return sql(table, true, "");
  }

  private String sql(String table, boolean older, String partitions) {
    String from =
        Stream.of(table.split("\\.", -1))
            .map(part -> Sql.name(named("a table", part)))
            .collect(Collectors.joining("."));
    return "SELECT json_format("
        + record(older)
        + ") AS \"eventJson\"\nFROM "
        + from
        + "\n"
        + Sql.where(partitions, span.of("eventtime", Sql::text), wanted.condition(TERMS))
        + "\n";
  }

  private static String named(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of " + what + ": letters, digits, _ and -");
    }
    return name;
  }

  /** A part of a record: its name, and the expression that gives it as JSON. */
  private record Part(String name, String json) {
    static Part text(String path, String name) {
      return new Part(name, "CAST(" + path + column(name) + " AS JSON)");
    }

    /** Text that is no JSON after all stays text, rather than ending the query. */
    static Part json(String name) {
      return new Part(
          name, "coalesce(try(json_parse(%1$s)), CAST(%1$s AS JSON))".formatted(column(name)));
    }

    static Part object(String path, String name, Stream<Part> parts) {
      String whole = path + column(name);
      return new Part(name, "if(" + whole + " IS NOT NULL, " + AthenaQuery.object(parts) + ")");
    }
  }

  private static String column(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static Stream<Part> texts(String path, String... names) {
    return Stream.of(names).map(name -> Part.text(path, name));
  }

  /** What is null is left out, as CloudTrail mostly does. */
  private static String object(Stream<Part> parts) {
    List<Part> all = parts.toList();
    return "CAST(map_filter(map(ARRAY["
        + Sql.texts(all.stream().map(Part::name))
        + "], ARRAY[\n  "
        + all.stream().map(Part::json).collect(Collectors.joining(",\n  "))
        + "]), (k, v) -> v IS NOT NULL) AS JSON)";
  }

  private static String record(boolean older) {
    Stream<Part> newer =
        Stream.concat(
            NEWER_TEXTS.stream().map(name -> Part.text("", name)),
            Stream.of(
                Part.json("edgeDeviceDetails"),
                Part.object(
                    "",
                    "addendum",
                    texts(
                        "addendum.",
                        "reason",
                        "updatedFields",
                        "originalRequestID",
                        "originalEventID")),
                Part.object(
                    "",
                    "tlsDetails",
                    texts(
                        "tlsdetails.", "tlsVersion", "cipherSuite", "clientProvidedHostHeader"))));
    return object(
        Stream.of(
                TEXTS.stream().map(name -> Part.text("", name)),
                JSON.stream().map(Part::json),
                Stream.of(identity(older), resources()),
                older ? Stream.<Part>empty() : newer)
            .flatMap(parts -> parts));
  }

  private static Part identity(boolean older) {
    String path = "useridentity.";
    Stream<Part> known =
        texts(
            path,
            "type",
            "principalId",
            "arn",
            "accountId",
            "invokedBy",
            "accessKeyId",
            "userName");
    Part behalf =
        Part.object(path, "onBehalfOf", texts(path + "onbehalfof.", "userId", "identityStoreArn"));
    return Part.object(
        "",
        "userIdentity",
        Stream.of(
                known, Stream.of(session(older)), older ? Stream.<Part>empty() : Stream.of(behalf))
            .flatMap(parts -> parts));
  }

  private static Part session(boolean older) {
    String path = "useridentity.sessioncontext.";
    String federation = path + "webidfederationdata.";
    Stream<Part> newer =
        Stream.of(
            Part.text(path, "ec2RoleDelivery"),
            Part.object(
                path,
                "webIdFederationData",
                Stream.of(
                    Part.text(federation, "federatedProvider"),
                    Part.text(federation, "attributes"))));
    Part attributes =
        Part.object(
            path, "attributes", texts(path + "attributes.", "mfaAuthenticated", "creationDate"));
    Part issuer =
        Part.object(
            path,
            "sessionIssuer",
            texts(path + "sessionissuer.", "type", "principalId", "arn", "accountId", "userName"));
    return Part.object(
        "useridentity.",
        "sessionContext",
        Stream.concat(Stream.of(attributes, issuer), older ? Stream.empty() : newer));
  }

  private static Part resources() {
    return new Part(
        "resources",
        "CAST(transform(resources, r -> map_filter(map(ARRAY['ARN', 'accountId', 'type'],"
            + " ARRAY[r.arn, r.accountid, r.type]), (k, v) -> v IS NOT NULL)) AS JSON)");
  }
}
