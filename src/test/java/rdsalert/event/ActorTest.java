package rdsalert.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who called, as far as CloudTrail says, and what makes two calls one actor's. */
class ActorTest {
  private static final String ROLE =
      """
      {
        "type": "AssumedRole",
        "principalId": "AROACKCEVSQ6C2EXAMPLE:%1$s",
        "arn": "arn:aws:sts::123456789012:assumed-role/admin/%1$s",
        "accountId": "123456789012",
        "accessKeyId": "ASIAIOSFODNN7EXAMPLE",
        "sessionContext": {
          "sessionIssuer": {
            "type": "Role",
            "principalId": "AROACKCEVSQ6C2EXAMPLE",
            "arn": "arn:aws:iam::123456789012:role/admin",
            "accountId": "123456789012",
            "userName": "admin"
          },
          "attributes": {"mfaAuthenticated": "true", "creationDate": "2026-01-31T09:00:00Z"},
          "sourceIdentity": "mary"
        },
        "sessionCredentialFromConsole": "true"
      }
      """;

  @Test
  void readsARoleSession() {
    Actor actor = role("build-7");

    assertThat(actor.type()).isEqualTo("AssumedRole");
    assertThat(actor.userName()).isNull();
    assertThat(actor.sessionName()).isEqualTo("build-7");
    assertThat(actor.session())
        .isEqualTo(
            new Actor.Session(
                new Actor.Issuer(
                    "Role",
                    "AROACKCEVSQ6C2EXAMPLE",
                    "arn:aws:iam::123456789012:role/admin",
                    "123456789012",
                    "admin"),
                Actor.Mfa.USED,
                Instant.parse("2026-01-31T09:00:00Z"),
                "mary",
                true,
                null,
                null,
                null));
  }

  @Test
  void takesAllSessionsOfARoleForOneActor() {
    assertThat(role("one").key()).isEqualTo(role("two").key()).isNotEqualTo(role("x", "B").key());
  }

  @Test
  void takesSessionsForOneActorEvenWithoutTheirIssuer() {
    String identity =
        "{\"type\":\"AssumedRole\",\"principalId\":\"AROAEXAMPLE:%s\",\"accountId\":\"1\"}";

    assertThat(actor(identity.formatted("one")).key())
        .isEqualTo(actor(identity.formatted("two")).key())
        .isEqualTo("AROAEXAMPLE@1");
  }

  @Test
  void takesSessionsForOneActorEvenIfOnlyTheirArnIsThere() {
    String identity =
        "{\"type\":\"AssumedRole\",\"arn\":\"arn:aws:sts::1:assumed-role/admin/%s\","
            + "\"accountId\":\"1\"}";

    assertThat(actor(identity.formatted("one")).key())
        .isEqualTo(actor(identity.formatted("two")).key());
  }

  @Test
  void takesFederatedUsersOfOneIssuerForOneActor() {
    String identity =
        "{\"type\":\"FederatedUser\",\"arn\":\"arn:aws:sts::1:federated-user/%s\","
            + "\"accountId\":\"1\"}";

    assertThat(actor(identity.formatted("one")).key())
        .isEqualTo(actor(identity.formatted("two")).key());
  }

  /** An ARN, which names one principal, before a name, which others may have. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"accountId": "1", "sessionContext": {"sessionIssuer": {"principalId": "AROA", "accountId": "2"}}} | AROA@2
          {"accountId": "1", "sessionContext": {"sessionIssuer": {"arn": "arn:aws:iam::1:role/a"}}} | arn:aws:iam::1:role/a@1
          {"accountId": "1", "arn": "arn:aws:iam::1:user/mary", "userName": "mary"} | arn:aws:iam::1:user/mary@1
          {"accountId": "1", "userName": "mary"} | mary@1
          {"principalId": ":mary"} | :mary
          {"invokedBy": "rds.amazonaws.com"} | rds.amazonaws.com
          """)
  void isCountedUnderWhatTellsItBest(String identity, String key) {
    assertThat(actor(identity).key()).isEqualTo(key);
  }

  @Test
  void keepsThePrincipalsOfTwoAccountsApart() {
    String identity = "{\"type\":\"Root\",\"accountId\":\"%s\"}";

    assertThat(actor(identity.formatted("111122223333")).key())
        .isNotEqualTo(actor(identity.formatted("210987654321")).key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "[]",
        "7",
        "\"\"",
        "{\"type\":null}",
        "{\"type\":\"\"}",
        "{\"sessionContext\":null}",
        "{\"sessionContext\":{\"sessionIssuer\":{},\"attributes\":null}}",
        "{\"sessionContext\":[1,2],\"accessKeyId\":\"\"}",
        "{\"sessionContext\":{\"attributes\":{\"creationDate\":\"noon\"}}}",
      })
  void readsAnIdentityOfWhichNothingIsKnown(String identity) {
    Actor actor = actor(identity);

    assertThat(actor)
        .isEqualTo(
            new Actor(
                "Unknown",
                null,
                null,
                null,
                null,
                null,
                null,
                new Actor.Session(
                    new Actor.Issuer(null, null, null, null, null),
                    Actor.Mfa.UNKNOWN,
                    null,
                    null,
                    false,
                    null,
                    null,
                    null)));
    assertThat(actor.key()).isEqualTo("unknown");
    assertThat(actor.sessionName()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"'\"true\"', USED", "'\"false\"', NOT_USED", "true, USED", "'\"\"', UNKNOWN"})
  void readsTheMfaFlagWhichIsText(String flag, Actor.Mfa mfa) {
    String identity =
        "{\"sessionContext\":{\"attributes\":{\"mfaAuthenticated\":%s}}}".formatted(flag);

    assertThat(actor(identity).session().mfa()).isEqualTo(mfa);
  }

  @Test
  void readsIdentitiesInAnotherCasing() {
    Actor actor = actor("{\"Type\":\"IAMUser\",\"ARN\":\"a\",\"UserName\":\"mary\"}");

    assertThat(actor.type()).isEqualTo("IAMUser");
    assertThat(actor.arn()).isEqualTo("a");
    assertThat(actor.userName()).isEqualTo("mary");
  }

  @Test
  void knowsRootAndServices() {
    assertThat(actor("{\"type\":\"Root\"}").isRoot()).isTrue();
    assertThat(actor("{\"type\":\"IAMUser\"}").isRoot()).isFalse();
    assertThat(actor("{\"type\":\"AWSService\"}").isService()).isTrue();
    assertThat(actor("{\"invokedBy\":\"cloudformation.amazonaws.com\"}").isService()).isTrue();
    assertThat(actor("{\"type\":\"IAMUser\"}").isService()).isFalse();
  }

  @Test
  void readsWhoFederated() {
    assertThat(
            actor("{\"sessionContext\":{\"webIdFederationData\":{\"federatedProvider\":\"idp\"}}}")
                .session()
                .federation())
        .isEqualTo(new Actor.Federation("idp", null));
    assertThat(actor("{\"identityProvider\":\"idp\"}").session().federation())
        .isEqualTo(new Actor.Federation("idp", null));
    String web = "{\"federatedProvider\":\"idp\",\"attributes\":{\"sub\":\"repo:example/shop\"}}";
    assertThat(
            actor("{\"sessionContext\":{\"webIdFederationData\":" + web + "}}")
                .session()
                .federation())
        .isEqualTo(new Actor.Federation("idp", "repo:example/shop"));
  }

  @Test
  void readsToWhatAwsHandedTheCredentials() {
    String instance = "arn:aws:ec2:eu-central-1:123456789012:instance/i-0123456789abcdef0";
    assertThat(
            actor(
                    "{\"sessionContext\":{\"ec2RoleDelivery\":\"2.0\"},"
                        + "\"inScopeOf\":{\"credentialsIssuedTo\":\""
                        + instance
                        + "\"}}")
                .session()
                .delivery())
        .isEqualTo(new Actor.Delivery(instance, "2.0"));
    assertThat(actor("{\"inScopeOf\":{}}").session().delivery()).isNull();
  }

  @Test
  void takesTheConsoleForNoServiceInBetween() {
    for (Partition partition : Partition.ALL) {
      Actor signedIn =
          actor("{\"type\":\"Root\",\"invokedBy\":\"signin.%s\"}".formatted(partition.domain()));
      assertThat(signedIn.isConsole()).isTrue();
      assertThat(signedIn.service()).isNull();
      Actor service = actor("{\"invokedBy\":\"rds.%s\"}".formatted(partition.domain()));
      assertThat(service.isConsole()).isFalse();
      assertThat(service.service()).isEqualTo("rds." + partition.domain());
    }
    assertThat(actor("{\"type\":\"Root\",\"invokedBy\":\"AWS Internal\"}").isService()).isFalse();
    assertThat(actor("{\"invokedBy\":\"signin.amazonaws.com.evil.example\"}").isConsole())
        .isFalse();
  }

  @Test
  void readsATypeInAnyCasing() {
    assertThat(actor("{\"type\":\"root\"}").isRoot()).isTrue();
    assertThat(actor("{\"type\":\"awsservice\"}").type()).isEqualTo("AWSService");
    assertThat(actor("{\"type\":\"NewKind\"}").type()).isEqualTo("NewKind");
  }

  @Test
  void knowsASessionThatRootIssued() {
    assertThat(actor("{\"sessionContext\":{\"sessionIssuer\":{\"type\":\"Root\"}}}").isOfRoot())
        .isTrue();
    assertThat(actor("{\"sessionContext\":{\"sessionIssuer\":{\"type\":\"Role\"}}}").isOfRoot())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sts::1:assumed-role/admin/", "sts::1:federated-user/x", "iam::1:user/x"})
  void knowsNoSessionNameWhereThereIsNone(String arn) {
    assertThat(actor("{\"arn\":\"arn:aws:" + arn + "\"}").sessionName()).isNull();
  }

  @Test
  void tellsUsersOfIdentityCenterApart() {
    String person = "{\"type\":\"IdentityCenterUser\",\"onBehalfOf\":{\"userId\":\"%s\"}}";
    assertThat(actor(person.formatted("a")).key()).isNotEqualTo(actor(person.formatted("b")).key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-999999999-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "yesterday", "0"})
  void countsAStartOutOfRangeAsAbsent(String start) {
    String identity =
        "{\"sessionContext\":{\"attributes\":{\"creationDate\":\"%s\"}}}".formatted(start);
    assertThat(actor(identity).session().started()).isNull();
  }

  private static Actor role(String session) {
    return actor(ROLE.formatted(session));
  }

  private static Actor role(String session, String suffix) {
    return actor(ROLE.formatted(session).replace("EXAMPLE", "EXAMPLE" + suffix));
  }

  private static Actor actor(String identity) {
    return Events.read(Events.by(identity)).actor();
  }
}
