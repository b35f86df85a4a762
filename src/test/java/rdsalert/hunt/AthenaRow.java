package rdsalert.hunt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a table of CloudTrail's logs in Athena holds of a record, as AWS's guide defines it. */
final class AthenaRow {
  private static final List<String> OLDER =
      words(
          """
          eventversion useridentity.type useridentity.principalid useridentity.arn
          useridentity.accountid useridentity.invokedby useridentity.accesskeyid
          useridentity.username useridentity.sessioncontext.attributes.mfaauthenticated
          useridentity.sessioncontext.attributes.creationdate
          useridentity.sessioncontext.sessionissuer.type
          useridentity.sessioncontext.sessionissuer.principalid
          useridentity.sessioncontext.sessionissuer.arn
          useridentity.sessioncontext.sessionissuer.accountid
          useridentity.sessioncontext.sessionissuer.username
          eventtime eventsource eventname awsregion sourceipaddress useragent errorcode errormessage
          requestparameters responseelements additionaleventdata requestid eventid
          resources.arn resources.accountid resources.type eventtype apiversion readonly
          recipientaccountid serviceeventdetails sharedeventid vpcendpointid
          """);

  private static final List<String> NEWER =
      words(
          """
          useridentity.onbehalfof.userid useridentity.onbehalfof.identitystorearn
          useridentity.sessioncontext.ec2roledelivery
          useridentity.sessioncontext.webidfederationdata.federatedprovider
          useridentity.sessioncontext.webidfederationdata.attributes
          vpcendpointaccountid eventcategory addendum.reason addendum.updatedfields
          addendum.originalrequestid addendum.originaleventid sessioncredentialfromconsole
          edgedevicedetails tlsdetails.tlsversion tlsdetails.ciphersuite
          tlsdetails.clientprovidedhostheader
          """);

  private final List<String> columns;

  private AthenaRow(List<String> columns) {
    this.columns = columns;
  }

  static AthenaRow newer() {
    return new AthenaRow(Stream.of(OLDER, NEWER).flatMap(List::stream).toList());
  }

  static AthenaRow older() {
    return new AthenaRow(OLDER);
  }

  /** The columns of an event data store that a query looks at. */
  static AthenaRow lake() {
    return new AthenaRow(words("eventSource eventName eventTime errorCode errorMessage eventJson"));
  }

  AthenaRow partitionedBy(String column) {
    return new AthenaRow(Stream.concat(columns.stream(), Stream.of(column)).toList());
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  /** Whether there is such a column, or part of one. */
  boolean has(String path) {
    return columns.stream().anyMatch(column -> (column + ".").startsWith(path + "."));
  }

  /** The row of a record: names in small letters, and as text what is no structure. */
  ObjectNode of(JsonNode record) {
    return (ObjectNode) inTable(record, "", true);
  }

  /** What is left of a record when it has been in the table. */
  JsonNode leftOf(JsonNode record) {
    return inTable(record, "", false);
  }

  private JsonNode inTable(JsonNode value, String path, boolean asRow) {
    if (columns.contains(path)) {
      boolean isMap = path.endsWith(".attributes");
      return value.isNull() || !asRow || isMap ? value : TextNode.valueOf(text(value));
    }
    if (value.isArray()) {
      var elements = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> elements.add(inTable(element, path, asRow)));
      return elements;
    }
    if (!value.isObject()) {
      return NullNode.instance;
    }
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    for (var field : value.properties()) {
      String column = field.getKey().toLowerCase(Locale.ROOT);
      String inner = path.isEmpty() ? column : path + "." + column;
      JsonNode inside = has(inner) ? inTable(field.getValue(), inner, asRow) : NullNode.instance;
      if (!inside.isNull()) {
        kept.set(asRow ? column : field.getKey(), inside);
      }
    }
    return kept;
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.asText() : value.toString();
  }
}
