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
                new Actor.Session(null, Actor.Mfa.UNKNOWN, null, null, false, null)));
    assertThat(actor.key()).isEqualTo("unknown@null");
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
                .federatedProvider())
        .isEqualTo("idp");
    assertThat(actor("{\"identityProvider\":\"idp\"}").session().federatedProvider())
        .isEqualTo("idp");
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
