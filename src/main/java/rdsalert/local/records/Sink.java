package rdsalert.local.records;

import com.fasterxml.jackson.databind.JsonNode;

/** What is told of the values in a file, one after another. */
public interface Sink {
  /** Whether records of calls of a name are only to be counted. */
  boolean passesOver(String eventName);

  /** A call, in the form in which EventBridge delivers it, and where it stands. */
  void event(String where, JsonNode event);

  /** A record that was not read, as its call's name is of no interest; its day as it has it. */
  void passedOver(String day);

  /** Something that AWS writes, but no call. */
  void noCall(String where, String what);

  /** What cannot be read; the rest goes on. */
  void problem(String message);
}
