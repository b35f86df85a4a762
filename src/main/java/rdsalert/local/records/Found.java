package rdsalert.local.records;

import com.fasterxml.jackson.databind.JsonNode;

/** What one value turned out to be, or to hold. */
sealed interface Found {
  /** A call, in the form in which EventBridge delivers it. */
  record Event(JsonNode json) implements Found {}

  /** Something that AWS writes, but no call. */
  record NoCall(String what) implements Found {}

  /** It may hold a call, but cannot be read. */
  record Unreadable(String why) implements Found {}
}
