package rdsalert;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import rdsalert.priming.StandIns;
import rdsalert.rule.RuleCatalog;
import rdsalert.silence.Silences;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Runs a function as it runs in earnest, over its real HTTP client and real TLS, against stand-ins
 * of the services on this machine: so that all its code is loaded and compiled, and no call leaves.
 *
 * <p>It has clients of its own, with credentials that open nothing; with the stand-ins, they are
 * gone when it is over. Its log lines are not written.
 */
final class Rehearsal {
  private static final String CREDENTIALS = "aws.containerCredentialsFullUri";

  /** What clients do only once, such as fetching credentials, is rehearsed by many of them. */
  private static final int ROUNDS_PER_CLIENT = 5;

  private static final String EVENT = "/rdsalert/priming/event.json";

  private final BiFunction<Wiring, RunLog, RequestStreamHandler> function;
  private final Settings settings;
  private final int rounds;
  private final Duration longest;

  /**
   * @param function the function on given parts
   * @param rounds how often it is to run at least
   * @param longest when it is to stop even so
   */
  Rehearsal(
      BiFunction<Wiring, RunLog, RequestStreamHandler> function,
      Settings settings,
      int rounds,
      Duration longest) {
    this.function = function;
    this.settings = settings;
    this.rounds = rounds;
    this.longest = longest;
  }

  /**
   * Plays it.
   *
   * @param real the parts of the function itself: its exceptions apply, and its HTTP client meets
   *     the stand-ins and has to refuse them
   * @return how often the function was run
   */
  int play(Wiring real) throws IOException, GeneralSecurityException {
    Optional<SdkHttpClient> http = real.http();
    JsonNode event = event();
    RuleCatalog rules = RuleCatalog.packaged();
    String rule = rules.rules().getFirst().id();
    try (StandIns services = new StandIns(rule, event.toString())) {
      System.setProperty(CREDENTIALS, services.credentialsAddress());
      List<byte[]> inputs = List.of(text(event), text(other(event)));
      long end = System.nanoTime() + longest.toNanos();
      int played = 0;
      while (played < rounds && System.nanoTime() < end) {
        if (http.isPresent()) {
          RefusedHandshake.of(http.get(), services.address());
        }
        RequestStreamHandler handler = handler(rules, real.exceptions(), services);
        services.keepConnections(true);
        for (int i = 1; i < ROUNDS_PER_CLIENT; i++, played++) {
          run(handler, inputs);
        }
        services.keepConnections(false);
        run(handler, inputs);
        played++;
      }
      return played;
    } finally {
      System.clearProperty(CREDENTIALS);
    }
  }

  /** The function with clients of its own, whose calls the stand-ins take. */
  private RequestStreamHandler handler(RuleCatalog rules, Silences exceptions, StandIns services) {
    Wiring wiring =
        Wiring.rehearsing(
            settings,
            rules,
            exceptions,
            services.trustManagers(),
            client -> new Detour(client, services.address()));
    RunLog nowhere = new RunLog("priming", new PrintStream(OutputStream.nullOutputStream()));
    return function.apply(wiring, nowhere);
  }

  private static void run(RequestStreamHandler handler, List<byte[]> inputs) throws IOException {
    for (byte[] input : inputs) {
      handler.handleRequest(
          new ByteArrayInputStream(input), OutputStream.nullOutputStream(), new PrimingContext());
    }
  }

  private static JsonNode event() throws IOException {
    try (InputStream in = Rehearsal.class.getResourceAsStream(EVENT)) {
      if (in == null) {
        throw new FileNotFoundException(EVENT);
      }
      return JsonMapper.builder().build().readTree(in);
    }
  }

  /** The same event of a call that no rule looks for. */
  private static JsonNode other(JsonNode event) {
    ObjectNode other = event.deepCopy();
    ((ObjectNode) other.path("detail")).put("eventName", "priming");
    return other;
  }

  private static byte[] text(JsonNode event) {
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
