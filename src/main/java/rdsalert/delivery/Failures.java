package rdsalert.delivery;

import org.jspecify.annotations.Nullable;

/** Lets every piece of work be tried, and fails afterwards if one did. */
final class Failures {
  private @Nullable RuntimeException first;

  void collect(Runnable work) {
    try {
      work.run();
    } catch (
        RuntimeException e) { // whatever is wrong with one rule's alert, the others must go out
      if (first == null) {
        first = e;
      } else {
        first.addSuppressed(e);
      }
    }
  }

  void rethrow() {
    if (first != null) {
      throw first;
    }
  }
}
