package rdsalert.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** The names of an event's fields, and of a record's: a slip would find nothing in any of them. */
public final class RecordFields {
  private static final Set<String> EVENT =
      Set.of("version id detail-type source account time region resources detail".split(" "));

  /** What CloudTrail's reference lists of a record. */
  private static final Set<String> FIELDS =
      Set.of(
          ("additionalEventData addendum apiVersion awsRegion edgeDeviceDetails "
                  + "errorCode errorMessage eventCategory eventContext eventID eventName "
                  + "eventSource eventTime eventType eventVersion managementEvent readOnly "
                  + "recipientAccountId requestID requestParameters resources responseElements "
                  + "serviceEventDetails sessionCredentialFromConsole sharedEventID "
                  + "sourceIPAddress tlsDetails userAgent userIdentity vpcEndpointAccountId "
                  + "vpcEndpointId")
              .split(" "));

  private RecordFields() {}

  /** Refuses what is no field of a record. */
  public static void require(String name) {
    require(FIELDS, name, "a CloudTrail record");
  }

  /** Refuses a pattern of an event that looks at a field which no event or no record has. */
  public static void requireIn(JsonNode pattern) {
    for (String path : Alternatives.paths(pattern)) {
      String[] names = path.split("\\.", 3);
      require(EVENT, names[0], "an event (those of the record stand in 'detail')");
      if (names[0].equals("detail") && names.length > 1) {
        require(names[1]);
      }
    }
  }

  private static void require(Set<String> known, String name, String of) {
    if (!known.contains(name)) {
      String names = String.join(", ", new TreeSet<>(known));
      throw new IllegalArgumentException(
          "'" + name + "' is no field of " + of + "; there are " + names);
    }
  }
}
