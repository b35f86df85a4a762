package rdsalert.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static rdsalert.silence.Exceptions.NOW;
import static rdsalert.silence.Exceptions.RULE;
import static rdsalert.silence.Exceptions.covering;
import static rdsalert.silence.Exceptions.entry;
import static rdsalert.silence.Exceptions.remarks;
import static rdsalert.silence.Exceptions.said;
import static rdsalert.silence.Exceptions.silencing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rdsalert.event.Events;
import rdsalert.event.ManagementEvent;
import rdsalert.silence.Silences.Verdict;
import rdsalert.silence.Silences.Verdict.Remark;

/** What an exception leaves out though its pattern matches. */
class SilenceTest {
  private static final String MARY =
      "{\"userIdentity\": {\"arn\": [\"arn:aws:iam::123456789012:user/mary\"]}}";

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"ids": ["friend"]}             | {"ids": ["friend"]}                             | true
          {"ids": ["friend"]}             | {"ids": ["friend", "stranger"]}                 | false
          {"ids": ["stranger", "friend"]} | {"ids": ["friend", "stranger"]}                 | true
          {"ids": [{"prefix": "fri"}]}    | {"ids": ["friend", "friday"]}                   | true
          {"ids": [{"anything-but": "s"}]} | {"ids": ["friend", "s"]}                       | false
          {"perms": {"items": {"cidr": ["192.0.2.0/24"]}}} | {"perms": {"items": [{"cidr": "192.0.2.0/24"}, {"cidr": "::/0"}]}} | false
          {"perms": {"ranges": {"cidr": ["a"]}}} | {"perms": [{"ranges": [{"cidr": "a"}]}, {"ranges": [{"cidr": "a"}, {"cidr": "b"}]}]} | false
          {"perms": {"ranges": {"cidr": ["a"]}}} | {"perms": [{"ranges": [{"cidr": "a"}]}, {"ranges": [{"cidr": "a"}]}]} | true
          {"tags": {"key": ["team"], "value": ["a"]}} | {"tags": [{"key": "team", "value": "a"}, {"key": "b", "value": "c"}]} | true
          {"grants": {"who": ["friend"]}} | {"grants": [{"key": "a", "who": "friend"}, {"key": "b", "who": "stranger"}]} | false
          {"grants": {"who": ["friend"]}} | {"grants": [{"key": "a", "value": "b", "who": "friend"}, {"key": "c", "value": "d", "who": "stranger"}]} | false
          {"ids": ["friend"]}             | {"ids": ["friend"], "others": ["x", "y"]}       | true
          {"ids": [{"prefix": "fri"}]}    | {"ids": ["friend", "stranger"]}                 | false
          {"ids": [{"exists": true}]}     | {"ids": ["friend", "stranger"]}                 | true
          {"$or": [{"ids": ["friend"]}, {"names": ["bob"]}]} | {"ids": ["friend", "stranger"], "names": ["bob"]}        | true
          {"$or": [{"ids": ["friend"]}, {"names": ["bob"]}]} | {"ids": ["friend", "stranger"], "names": ["bob", "eve"]} | false
          {"perms": {"cidr": [{"exists": false}]}} | {"perms": [{"group": "a"}, {"cidr": "::/0"}]} | false
          """)
  void coversEveryValueOfAListOrNone(String wanted, String asked, boolean silenced) {
    String pattern =
        MARY.substring(0, MARY.length() - 1) + ", \"requestParameters\": " + wanted + "}";
    ManagementEvent event = Events.read(Events.about(asked, "null"));
    Silences exceptions = Exceptions.of(covering("one", pattern));

    assertThat(exceptions.off(NOW)).isEmpty();
    assertThat(silencing(exceptions, event, NOW)).isEqualTo(silenced ? List.of("one") : List.of());
  }

  @Test
  void saysThatItCoversOnlySomeOfTheValues() {
    String one = "{\"ids\": [\"friend\"]}";
    String pattern = MARY.replaceFirst("}$", ", \"requestParameters\": " + one + "}");
    String many =
        IntStream.range(0, 2_000).mapToObj(i -> "\"friend\"").collect(Collectors.joining(","));

    for (String asked : List.of("\"friend\", \"stranger\"", many)) {
      assertThat(
              remarks(
                  Exceptions.of(covering("one", pattern)),
                  Events.read(Events.about("{\"ids\": [" + asked + "]}", "null")),
                  NOW))
          .containsExactly(new Remark("one", "covers only some of the values that the call lists"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type": "IAMUser", "accountId": "123456789012"} | {"name": "test-a"}                     |
          {"type": "IAMUser", "accountId": "111122223333"} | {"name": "test-a"}                     | names no caller, so it does not cover callers from another account
          {"type": "AWSService", "invokedBy": "x"}         | {"name": "test-a"}                     | names no caller, so it does not cover callers from another account
          {"type": "Root", "accountId": "123456789012"}    | {"name": "test-a"}                     | does not cover root: it is not marked as broad
          {"type": "FederatedUser", "accountId": "123456789012", "sessionContext": {"sessionIssuer": {"type": "Root"}}} | {"name": "test-a"} | does not cover root: it is not marked as broad
          {"type": "IAMUser", "accountId": "123456789012"} | {"name": "test-a", "cIDRIP": ["0.0.0.0/0"]} | names no caller, so it does not cover access for the whole internet
          {"type": "IAMUser", "accountId": "123456789012"} | {"name": "test-a", "c": {"cidrIpv6": "::/0"}} | names no caller, so it does not cover access for the whole internet
          {"type": "IAMUser", "accountId": "123456789012"} | {"name": "test-a", "publiclyAccessible": true} | names no caller, so it does not cover access for the whole internet
          """)
  void coversLessWhereItRestsOnAnAccount(String who, String asked, @Nullable String but) {
    String pattern =
        "{\"recipientAccountId\": [\"123456789012\"],"
            + " \"requestParameters\": {\"name\": [{\"prefix\": \"test-\"}]}}";
    ObjectNode json = Events.about(asked, "null");
    ((ObjectNode) json.path("detail")).set("userIdentity", Events.json(who));
    ObjectNode entry = entry("one", pattern);

    assertThat(said(onlyOne(entry, json))).isEqualTo(but == null ? "one" : "one " + but);
    assertThat(said(onlyOne(entry.put("broad", true), json))).isEqualTo("one");
  }

  /** For the matcher, the bytes of 42.2.0.0 are the first ones of 2a02::. */
  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2a02:8109::1 | {"cidr": "42.2.0.0/16"}                           | false
          2a02:8109::1 | {"cidr": "0.0.0.0/0"}                             | false
          198.51.100.7 | {"cidr": "::/0"}                                  | false
          2a02:8109::1 | {"cidr": "42.2.0.0/16"}, {"cidr": "2001:db8::/32"} | false
          2a02:8109::1 | {"cidr": "42.2.0.0/16"}, {"cidr": "2a02::/16"}    | true
          42.2.7.7     | {"cidr": "42.2.0.0/16"}, {"cidr": "2a02::/16"}    | true
          2a02:8109::1 | {"cidr": "42.2.0.0/16"}, "2a02:8109::1"           | true
          """)
  void coversAnAddressByRangesOfItsKindAlone(String address, String ranges, boolean silenced) {
    var call = Events.read(Events.withDetail(detail -> detail.put("sourceIPAddress", address)));
    String addresses = "\"sourceIPAddress\": [" + ranges + "]";
    String or = "\"$or\": [{\"awsRegion\": [\"x\"]}, {" + addresses + "}]";
    String dotted = addresses.replace("\"source", "\"detail.source");
    for (String entry :
        List.of(
            covering("one", MARY.replaceFirst("\\{", "{" + addresses + ", ")),
            covering("one", MARY.replaceFirst("\\{", Matcher.quoteReplacement("{" + or + ", "))),
            covering("one", MARY).replace("{\"detail\"", "{" + dotted + ", \"detail\""))) {
      Silences exceptions = Exceptions.of(entry);

      assertThat(exceptions.off(NOW)).isEmpty();
      assertThat(silencing(exceptions, call, NOW)).isEqualTo(silenced ? List.of("one") : List.of());
      if (!silenced) {
        assertThat(remarks(exceptions, call, NOW))
            .extracting(Remark::why)
            .containsExactly("covers the address by no range of its kind, IPv4 or IPv6");
      }
    }
  }

  private static Verdict onlyOne(ObjectNode entry, ObjectNode event) {
    return Exceptions.of(entry.toString()).judge(RULE, Events.read(event), NOW);
  }
}
