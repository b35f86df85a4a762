package rdsalert.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import rdsalert.testing.FunctionProcess;
import rdsalert.testing.RuntimeApi;
import rdsalert.wire.Run.Ending;

/** An execution environment of one of the functions: a process, and its own way to the services. */
final class Machine implements FaultyServer.Caller, AutoCloseable {
  private final String handler;
  private final WorldClock clock;
  private final RuntimeApi lambda = RuntimeApi.start();
  private final FaultyServer store;
  private final FaultyServer topic;
  private final FunctionProcess process;
  private final AtomicInteger calls = new AtomicInteger();
  private final List<Call> seen = new ArrayList<>();
  private volatile Faults faults = Faults.NONE;
  private volatile String requestId = "";
  private volatile boolean killed;
  private volatile boolean learning;
  private int leapsKnown = -1;
  private int linesTold;
  private boolean outputEnded;

  Machine(
      String handler,
      Path folder,
      WorldClock clock,
      Service store,
      Service topic,
      Map<String, String> environment)
      throws IOException {
    this.handler = handler;
    this.clock = clock;
    this.store = FaultyServer.start(standingStill(store), clock, this);
    this.topic = FaultyServer.start(topic, clock, this);
    Map<String, String> all = new HashMap<>(environment);
    all.put("AWS_LAMBDA_RUNTIME_API", lambda.address());
    all.put("AWS_ENDPOINT_URL_DYNAMODB", this.store.uri().toString());
    all.put("AWS_ENDPOINT_URL_SNS", this.topic.uri().toString());
    this.process = FunctionProcess.start(folder, handler, all);
  }

  private Service standingStill(Service store) {
    return new Service() {
      @Override
      public Answer answer(Call call, Fault fault) {
        return learning ? Store.standstill(call) : store.answer(call, fault);
      }

      @Override
      public Answer error(Fault.Reply reply) {
        return store.error(reply);
      }
    };
  }

  FaultyServer topic() {
    return topic;
  }

  FaultyServer store() {
    return store;
  }

  String handler() {
    return handler;
  }

  boolean alive() {
    return !killed;
  }

  /** Waits until it has started, which is not part of the time that Lambda gives a run. */
  void awaitReady() throws Exception {
    lambda.awaitReady();
  }

  /** The lines that it has written since this was asked last. */
  List<String> newOutput() throws IOException {
    if (outputEnded) {
      return List.of();
    }
    outputEnded = killed;
    List<String> all = process.output();
    List<String> lines = List.copyOf(all.subList(linesTold, all.size()));
    linesTold = all.size();
    return lines;
  }

  /** The calls of the last run, as they arrived. */
  List<Call> calls() {
    synchronized (seen) {
      return List.copyOf(seen);
    }
  }

  /**
   * One run, killed when its time is over.
   *
   * @param skew how far Lambda's deadline is later than it should be, by this machine's clock
   */
  Run run(String event, Duration timeout, Duration skew, Faults happening) throws Exception {
    learnTime(event);
    faults = happening;
    return invoke(event, timeout, skew);
  }

  /** A leap is none of a real machine's troubles, so it learns the new time before its next run. */
  private void learnTime(String event) throws Exception {
    int leaps = clock.leaps();
    if (leapsKnown >= 0 && leapsKnown != leaps) {
      faults = Faults.NONE;
      learning = true;
      invoke(event, Duration.ofSeconds(30), Duration.ZERO);
      learning = false;
    }
    leapsKnown = leaps;
  }

  private Run invoke(String event, Duration timeout, Duration skew) throws Exception {
    awaitReady();
    calls.set(0);
    synchronized (seen) {
      seen.clear();
    }
    Instant begun = clock.instant();
    RuntimeApi.Begun run = lambda.begin(event, timeout.plus(skew));
    requestId = run.requestId();
    Ending ending;
    String answer = "";
    try {
      switch (run.result().get(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        case RuntimeApi.Result.Response(String body) -> {
          ending = Ending.DONE;
          answer = body;
        }
        case RuntimeApi.Result.Failure(String body) -> {
          ending = Ending.FAILED;
          answer = body;
        }
      }
    } catch (TimeoutException e) {
      ending = Ending.OVERDUE;
      kill();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (CancellationException e) {
      ending = Ending.KILLED;
    }
    return new Run(requestId, handler, event, ending, answer, begun, clock.instant(), calls.get());
  }

  @Override
  public Call stamp(String operation, String body) {
    Call call = new Call(operation, body, clock.instant(), requestId);
    synchronized (seen) {
      seen.add(call);
    }
    return call;
  }

  @Override
  public Fault faultOf(Call call) {
    return faults.of(call, calls.incrementAndGet());
  }

  @Override
  public void kill() {
    killed = true;
    process.close();
    lambda.abandon();
  }

  /** Ends what is left of a machine that has died. */
  void closeServers() {
    store.close();
    topic.close();
    lambda.close();
  }

  @Override
  public void close() {
    if (alive()) {
      kill();
      closeServers();
    }
  }
}
