package rdsalert.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Events for tests: one that matches, and ways to change it. */
public final class Events {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final String PLAIN =
      """
      {
        "version": "0",
        "id": "11111111-aaaa-4bbb-8ccc-000000000001",
        "detail-type": "AWS API Call via CloudTrail",
        "source": "aws.rds",
        "account": "123456789012",
        "time": "2026-01-31T09:30:00Z",
        "region": "eu-central-1",
        "resources": [],
        "detail": {
          "userIdentity": {
            "type": "IAMUser",
            "principalId": "AIDACKCEVSQ6C2EXAMPLE",
            "arn": "arn:aws:iam::123456789012:user/mary",
            "accountId": "123456789012",
            "accessKeyId": "AKIAIOSFODNN7EXAMPLE",
            "userName": "mary"
          },
          "eventTime": "2026-01-31T09:30:00Z",
          "eventSource": "rds.amazonaws.com",
          "eventName": "CreateDBSecurityGroup",
          "awsRegion": "eu-central-1",
          "sourceIPAddress": "198.51.100.7",
          "userAgent": "aws-cli/2.22.35",
          "requestParameters": {
            "dBSecurityGroupName": "Reports",
            "dBSecurityGroupDescription": "as asked",
            "tags": [{"key": "team", "value": "reporting"}]
          },
          "responseElements": {
            "ownerId": "123456789012",
            "dBSecurityGroupName": "reports",
            "dBSecurityGroupDescription": "as stored",
            "vpcId": "vpc-0a1b2c3d",
            "dBSecurityGroupArn": "arn:aws:rds:eu-central-1:123456789012:secgrp:reports",
            "eC2SecurityGroups": [{
              "status": "authorizing",
              "eC2SecurityGroupName": "web",
              "eC2SecurityGroupId": "sg-0a1b2c3d",
              "eC2SecurityGroupOwnerId": "123456789012"
            }],
            "iPRanges": [{"status": "authorized", "cIDRIP": "203.0.113.0/24"}]
          },
          "requestID": "11111111-aaaa-4bbb-8ccc-000000000002",
          "eventID": "11111111-aaaa-4bbb-8ccc-000000000003",
          "recipientAccountId": "123456789012"
        }
      }
      """;

  private Events() {}

  /** An IAM user's successful call, complete. */
  public static ObjectNode plain() {
    return (ObjectNode) json(PLAIN);
  }

  /** The same event with something changed in its {@code detail}. */
  public static ObjectNode withDetail(Consumer<ObjectNode> change) {
    ObjectNode event = plain();
    change.accept((ObjectNode) event.path("detail"));
    return event;
  }

  /** The same event by somebody else. */
  public static ObjectNode by(String userIdentity) {
    return withDetail(detail -> detail.set("userIdentity", json(userIdentity)));
  }

  /** The same event with another request and response. */
  public static ObjectNode about(String request, String response) {
    return withDetail(
        detail -> {
          detail.set("requestParameters", json(request));
          detail.set("responseElements", json(response));
        });
  }

  public static ManagementEvent read(JsonNode event) {
    return new EventReader().read(event);
  }

  public static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
