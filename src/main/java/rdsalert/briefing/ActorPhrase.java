package rdsalert.briefing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rdsalert.event.Actor;
import rdsalert.event.Json;
import rdsalert.text.Said;
import rdsalert.text.Words;

/**
 * Names an actor as people would: what kind of identity it is, which one, by what credentials.
 *
 * @param name a user's, role's or service's own, else an id; null where there is none, as for root
 * @param mfa what the record tells of it; of federated sessions it never tells anything
 * @param said kind and name
 * @param credentials key, age of the session at the time of the call, MFA, and who issued a user's
 *     session
 */
public record ActorPhrase(
    Actor actor, Kind kind, @Nullable String name, Actor.Mfa mfa, Said said, Said credentials) {
  /** What kind of identity it is. */
  public enum Kind {
    ROOT("Root", "root user"),
    USER("IAMUser", "IAM user"),
    ROLE("AssumedRole", "role"),
    /** A role that IAM Identity Center manages: anybody can choose the name, not the path. */
    IDENTITY_CENTER_ROLE("AssumedRole", "Identity Center role"),
    FEDERATED_USER("FederatedUser", "federated user"),
    IDENTITY_CENTER_USER("IdentityCenterUser", "Identity Center user"),
    SAML_USER("SAMLUser", "SAML user"),
    WEB_IDENTITY_USER("WebIdentityUser", "web identity user"),
    DIRECTORY_USER("Directory", "directory user"),
    ANOTHER_ACCOUNT("AWSAccount", "another account's caller"),
    SERVICE("AWSService", "AWS service"),
    UNKNOWN("Unknown", "caller of unknown kind");

    private final String type;
    public final String words;

    Kind(String type, String words) {
      this.type = type;
      this.words = words;
    }

    private static Kind of(Actor actor) {
      String type = actor.type();
      if (type.equals("AssumedRole") || type.equals("Role")) {
        String arn = String.valueOf(actor.session().issuer().arn());
        return arn.contains(IDENTITY_CENTER_PATH) ? IDENTITY_CENTER_ROLE : ROLE;
      }
      return Stream.of(values()).filter(kind -> kind.type.equals(type)).findFirst().orElse(UNKNOWN);
    }
  }

  /** Only IAM Identity Center has roles there, named prefix, permission set, 16 digits. */
  private static final String IDENTITY_CENTER_PATH = ":role/aws-reserved/sso.amazonaws.com/";

  private static final Pattern IDENTITY_CENTER_ROLE =
      Pattern.compile("^AWSReservedSSO_(.+)_[0-9a-f]{16}$");

  private static final Pattern ASSUMED_ROLE = Pattern.compile(":assumed-role/([^/]*)");

  private static final String LONG_TERM = "AKIA";

  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_ARN = 160;

  public static ActorPhrase of(Actor actor, Instant called) {
    Kind kind = Kind.of(actor);
    String name = name(actor, kind);
    Actor.Mfa mfa = mfa(actor.session(), kind);
    return new ActorPhrase(
        actor, kind, name, mfa, said(kind, name), credentials(actor, kind, mfa, called));
  }

  private static Said said(Kind kind, @Nullable String name) {
    if (name == null) {
      return Said.of(kind.words);
    }
    boolean managed = kind == Kind.IDENTITY_CENTER_ROLE;
    String shown = managed ? IDENTITY_CENTER_ROLE.matcher(name).replaceFirst("$1") : name;
    return Said.quote(kind.words + " ", shown, LONGEST_NAME);
  }

  private static @Nullable String name(Actor actor, Kind kind) {
    return switch (kind) {
      case ROOT -> null;
      case ROLE, IDENTITY_CENTER_ROLE -> roleName(actor);
      case SERVICE -> actor.invokedBy();
      default -> Json.firstOf(ownName(actor), actor.session().onBehalfOf(), actor.principalId());
    };
  }

  private static @Nullable String roleName(Actor actor) {
    Matcher session = ASSUMED_ROLE.matcher(String.valueOf(actor.arn()));
    return Json.firstOf(
        actor.session().issuer().userName(),
        session.find() ? session.group(1) : lastOf(actor.arn()));
  }

  private static @Nullable String ownName(Actor actor) {
    return Json.firstOf(actor.userName(), lastOf(actor.arn()));
  }

  private static @Nullable String lastOf(@Nullable String arn) {
    if (arn == null) {
      return null;
    }
    String last = arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
    return last.isEmpty() ? null : last;
  }

  private static Actor.Mfa mfa(Actor.Session session, Kind kind) {
    return switch (kind) {
      case ROOT, USER, ROLE, IDENTITY_CENTER_ROLE ->
          session.federation() == null ? session.mfa() : Actor.Mfa.UNKNOWN;
      default -> Actor.Mfa.UNKNOWN;
    };
  }

  /** With the service in between, if there is one. */
  private Said through(Said who, String before, int longest) {
    String service = kind == Kind.SERVICE ? null : actor.service();
    if (service == null) {
      return who;
    }
    return SourceAddress.of(service) instanceof SourceAddress.Service known
        ? who.and(before + known.shortName())
        : who.andQuote(before, service, longest);
  }

  /** As a part of a sentence: a caller without a name is {@code the root user}. */
  Said inSentence(int longest) {
    return name == null ? Said.of("the ").and(said) : said.within(longest);
  }

  /**
   * Kind and name, such as {@code role Deploy}, of Identity Center's roles the permission set; and
   * the service in between if there is one.
   */
  public Said throughWhat(int longest) {
    return through(said.within(longest), " through ", longest);
  }

  /** Kind and name, for a role its session, and the service in between. */
  public Said withSession() {
    String session = actor.sessionName();
    Said who = session == null ? said : said.andQuote(", session ", session, LONGEST_NAME);
    return through(who, ", through ", LONGEST_NAME);
  }

  /** The ARN; where there is none, everything else that identifies the caller. */
  public Said arn() {
    String arn = actor.arn();
    String principal = actor.principalId();
    if (arn != null) {
      return Said.quote(arn, LONGEST_ARN);
    }
    return principal == null
        ? said.and(", no ARN recorded")
        : Said.quote(kind.words + " ", principal, LONGEST_ARN).and(", no ARN recorded");
  }

  private static Said credentials(Actor actor, Kind kind, Actor.Mfa mfa, Instant called) {
    List<Said> parts = new ArrayList<>(List.of(key(actor.accessKeyId())));
    Instant started = actor.session().started();
    if (started != null && !started.isAfter(called)) {
      parts.add(Said.of("session " + Words.length(Duration.between(started, called)) + " old"));
    }
    if (mfa != Actor.Mfa.UNKNOWN) {
      parts.add(Said.of(mfa == Actor.Mfa.USED ? "with MFA" : "no MFA"));
    }
    Actor.Issuer issuer = actor.session().issuer();
    String by = Json.firstOf(issuer.userName(), issuer.principalId());
    if (kind == Kind.FEDERATED_USER && actor.isOfRoot()) {
      parts.add(Said.of("issued by the root user"));
    } else if (kind == Kind.FEDERATED_USER && by != null) {
      parts.add(Said.quote("issued by IAM user ", by, LONGEST_NAME));
    }
    return Said.join(", ", parts);
  }

  private static Said key(@Nullable String key) {
    if (key == null) {
      return Said.of("No access key recorded");
    }
    String which =
        key.startsWith("ASIA")
            ? "Temporary key "
            : key.startsWith(LONG_TERM) ? "Long-term key " : "Key ";
    return Said.quote(which, key, LONGEST_NAME);
  }

  /** What CloudTrail's index calls the user name: for a role, the session's name. */
  public @Nullable String trailName() {
    return kind == Kind.ROOT ? "root" : Json.firstOf(actor.sessionName(), actor.userName());
  }

  public boolean hasLongTermKey() {
    return String.valueOf(actor.accessKeyId()).startsWith(LONG_TERM);
  }

  public boolean isRole() {
    return kind == Kind.ROLE || kind == Kind.IDENTITY_CENTER_ROLE;
  }

  /** The name of the IAM user who called, or issued the session that did; null for others. */
  public @Nullable String userName() {
    return kind == Kind.FEDERATED_USER && !actor.isOfRoot()
        ? actor.session().issuer().userName()
        : kind == Kind.USER ? ownName(actor) : null;
  }

  /** Whether a service named the session after itself, so that the name tells of no person. */
  public boolean isNamedByService() {
    return SourceAddress.of(actor.invokedBy()) instanceof SourceAddress.Service by
        && ("AWS" + by.shortName()).equalsIgnoreCase(actor.sessionName());
  }

  /** Whether the session is a service's own, so that no person signed in for it. */
  public boolean isOfService() {
    return kind == Kind.SERVICE || actor.isServiceLinked() || isNamedByService();
  }
}
